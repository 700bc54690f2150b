package io.slipway.builder.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.memory.MemoryBuildPorts;
import io.slipway.builds.report.Mask;
import io.slipway.core.name.SpaceName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobLogTest {
    private static final BuildId BUILD = new BuildId(SpaceName.DEFAULT, "0123456789abcdef0001");
    private static final Path WORK = Path.of("/var/jobs/17");

    private final BuildObjects objects = new MemoryBuildPorts().objects();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private JobLog log(BuildObjects target) {
        return new JobLog(
                BUILD,
                target,
                Mask.of(Set.of("hunter22")),
                WORK,
                new PrintStream(console, true, StandardCharsets.UTF_8),
                Clock.fixed(Instant.parse("2026-05-01T12:00:00.123Z"), ZoneOffset.UTC));
    }

    private String stored() {
        return objects.log(BUILD, 0).text();
    }

    @Test
    void lines_are_written_with_their_time_to_the_bucket_and_the_console() {
        try (JobLog log = log(objects)) {
            log.say("one");
            log.say("two\nlines");
        }
        assertThat(stored()).isEqualTo("2026-05-01T12:00:00Z one\n2026-05-01T12:00:00Z twolines\n");
        assertThat(console.toString(StandardCharsets.UTF_8)).isEqualTo(stored());
    }

    @Test
    void sensitive_values_and_the_path_of_the_jobs_folder_are_not_shown() {
        try (JobLog log = log(objects)) {
            log.say("COPY failed: /var/jobs/17/work/web/a.json: password hunter22");
            log.say("in /var/jobs/17/layout");
        }
        assertThat(stored())
                .contains("COPY failed: web/a.json: password ")
                .contains("in layout")
                .doesNotContain("hunter22")
                .doesNotContain("/var/jobs");
        assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContain("hunter22");
    }

    @Test
    void a_long_line_is_truncated() {
        try (JobLog log = log(objects)) {
            log.say("x".repeat(JobLog.MAX_LINE + 5));
        }
        assertThat(stored()).endsWith(" " + "x".repeat(JobLog.MAX_LINE - 1) + "x…\n");
    }
}
