package io.slipway.function.builds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.name.SpaceName;
import io.slipway.core.usage.Quota;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quota of the default space applies to its builds. */
class BuildQuotaTest {
    private BuildLab lab;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        lab = new BuildLab(folder);
        lab.addPackage("MyWebApp", "1.2.0", Map.of("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n"));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void builds_beyond_the_daily_quota_are_refused_until_the_next_day() {
        Instant tomorrow = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36));
        lab.ahead = Duration.between(Instant.now(), tomorrow);
        limit(new Quota(Optional.empty(), Optional.empty(), Optional.of(2L)));
        build("one", 200);
        build("two", 200);
        assertThat(message(build("three", 403)))
                .startsWith("the space default has requested 2 builds today, and its quota is 2 builds a day");
        build("one", 200);
        lab.ahead = lab.ahead.plusDays(1);
        build("three", 200);
    }

    @Test
    void a_build_is_refused_if_the_space_is_full() {
        long held = lab.backend.usage().space(SpaceName.DEFAULT).bytes();
        limit(new Quota(Optional.of(held), Optional.empty(), Optional.empty()));
        assertThat(message(build("full", 403)))
                .startsWith("the space default holds " + held + " bytes, and its quota is " + held + " bytes");
        assertThat(lab.send("GET", BuildLab.BUILDS, "", 200).path("builds")).isEmpty();
    }

    @Test
    void an_instant_build_that_would_exceed_the_quota_of_repositories_fails_with_the_reason() {
        limit(new Quota(Optional.empty(), Optional.of(1L), Optional.empty()));
        JsonNode build = build("many", 200);
        assertThat(build.path("state").asText()).isEqualTo("Failed");
        assertThat(build.at("/failure/message").asText())
                .contains("the space default has 1 repositories, and its quota is 1");
        assertThat(lab.backend.repositories().list(SpaceName.DEFAULT, "", 10)).hasSize(1);
    }

    private void limit(Quota quota) {
        assertThat(lab.backend.spaces().limit(SpaceName.DEFAULT, quota)).isTrue();
    }

    private JsonNode build(String deployment, int expected) {
        return lab.send("POST", BuildLab.BUILDS, BuildLab.request(deployment, ""), expected);
    }

    private static String message(JsonNode refused) {
        assertThat(refused.at("/errors/0/code").asText()).isEqualTo("DENIED");
        return refused.at("/errors/0/message").asText();
    }
}
