package io.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-29T01:02:03.456789Z"), ZoneOffset.UTC);

    @Test
    void every_line_is_a_json_object_with_its_time(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cloud.log");
        try (CloudLog log = CloudLog.open(file, CLOCK)) {
            log.accept("{\"level\":\"INFO\"}");
            log.accept("a \"word\"");
        }
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"time\":\"2026-11-29T01:02:03.456Z\",\"level\":\"INFO\"}",
                        "{\"time\":\"2026-11-29T01:02:03.456Z\",\"message\":\"a \\\"word\\\"\"}");
    }
}
