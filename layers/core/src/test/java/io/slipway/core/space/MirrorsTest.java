package io.slipway.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorsTest {
    private static final String DIGEST = "sha256:" + "0".repeat(64);

    private final Mirrors mirrors = new Mirrors(Map.of(
            "mcr.microsoft.com/dotnet/*",
            "mirror/dotnet/*",
            "mcr.microsoft.com/dotnet/aspnet",
            "golden",
            "docker.io/library/*",
            "hub/*",
            "localhost:5001/team/app",
            "app"));

    @ParameterizedTest
    @CsvSource({
        "mcr.microsoft.com/dotnet/runtime:8.0, mirror/dotnet/runtime:8.0",
        "mcr.microsoft.com/dotnet/framework/aspnet:4.8, mirror/dotnet/framework/aspnet:4.8",
        "mcr.microsoft.com/dotnet/aspnet:8.0, golden:8.0",
        "alpine, hub/alpine:latest",
        "docker.io/library/alpine:3.20, hub/alpine:3.20",
        "localhost:5001/team/app:1, app:1",
    })
    void an_image_of_another_registry_is_mapped_to_a_repository_here(String foreign, String own) {
        assertThat(mirrors.find(foreign)).contains(own);
    }

    @Test
    void a_digest_takes_precedence_over_a_tag() {
        assertThat(mirrors.find("alpine:3.20@" + DIGEST)).contains("hub/alpine@" + DIGEST);
    }

    @ParameterizedTest
    @CsvSource({"quay.io/org/app:1", "mcr.microsoft.com/dotnetcore/sdk:8.0", "bitnami/nginx:1", "localhost:5001/team:1"
    })
    void an_image_that_matches_no_rule_is_not_mapped(String foreign) {
        assertThat(mirrors.find(foreign)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "alpine, hub/alpine, a mirror's source must be a host and a repository",
        "quay.io/*/app, quay/app, a mirror's source must be a host and a repository",
        "quay.io/org/*, quay/app, 'both names of a mirror must end in /*'",
        "quay.io/org/app, Quay/App, a mirror's target must be a repository of this registry",
    })
    void an_invalid_rule_is_refused(String foreign, String own, String message) {
        assertThatThrownBy(() -> new Mirrors(Map.of(foreign, own)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void more_than_a_hundred_rules_are_refused() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i <= Mirrors.MAX_RULES; i++) {
            many.put("quay.io/app" + i, "app" + i);
        }
        assertThatThrownBy(() -> new Mirrors(many)).hasMessage("there must be at most 100 mirrors, but are 101");
    }
}
