package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.usage.Quota;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that exceed a quota are refused, in the default space as in others. */
class PackageQuotaTest {
    private static final SpaceName TEAM = new SpaceName("team");

    private ApiTester api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = new ApiTester(folder);
        assertThat(api.backend.spaces().add(Space.begin(TEAM, Instant.EPOCH, SpaceSettings.DEFAULT)))
                .isTrue();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_url_for_an_upload_beyond_the_quota_is_refused() {
        for (SpaceName space : new SpaceName[] {SpaceName.DEFAULT, TEAM}) {
            limit(space, new Quota(Optional.of(500L), Optional.empty(), Optional.empty()));
            assertThat(message(upload(space, 501, 403)))
                    .startsWith("the space " + space + " holds 0 bytes, and its quota is 500 bytes");
            upload(space, 500, 201);
        }
    }

    @Test
    void a_package_in_a_form_is_refused_before_it_is_stored() {
        for (SpaceName space : new SpaceName[] {SpaceName.DEFAULT, TEAM}) {
            limit(space, new Quota(Optional.of(10L), Optional.empty(), Optional.empty()));
            JsonNode refused = api.raw(space.value(), "Acme.Web.1.0.0.zip", "more than ten bytes", 403);
            assertThat(message(refused)).contains("its quota is 10 bytes");
            assertThat(api.account.objects()).isEmpty();
        }
    }

    @Test
    void a_package_that_needs_a_repository_beyond_the_quota_is_not_published() {
        for (SpaceName space : new SpaceName[] {SpaceName.DEFAULT, TEAM}) {
            limit(space, new Quota(Optional.empty(), Optional.of(1L), Optional.empty()));
            api.raw(space.value(), "Acme.Web.1.0.0.zip", "one", 201);
            api.raw(space.value(), "Acme.Web.1.1.0.zip", "two", 201);
            assertThat(message(api.raw(space.value(), "Acme.New.1.0.0.zip", "three", 403)))
                    .startsWith("the space " + space + " has 1 repositories, and its quota is 1");
        }
    }

    private void limit(SpaceName space, Quota quota) {
        assertThat(api.backend.spaces().limit(space, quota)).isTrue();
    }

    private JsonNode upload(SpaceName space, long size, int expected) {
        String body = "{\"id\":\"Acme.Web\",\"version\":\"1.0.0\",\"file\":\"a.zip\",\"size\":" + size
                + ",\"sha256\":\"" + ApiTester.digest("a").hex() + "\"}";
        return api.send("POST", "/api/spaces/" + space + "/package-uploads", body, expected);
    }

    private static String message(JsonNode refused) {
        assertThat(refused.at("/errors/0/code").asText()).isEqualTo("DENIED");
        return refused.at("/errors/0/message").asText();
    }
}
