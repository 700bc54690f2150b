package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolFailureTest {
    @TempDir
    Path context;

    @BeforeEach
    void dockerfile() throws IOException {
        Files.writeString(context.resolve("Dockerfile"), """
                ARG BASE
                FROM host:5000/base:1 AS first
                RUN apk add \\
                  curl
                FROM first
                RUN make -j $JOBS
                """);
    }

    @Test
    void the_line_in_buildkits_output_is_found() {
        BuildException failure = failure(
                "Dockerfile:6",
                "   4 |   curl",
                "ERROR: failed to solve: process \"/bin/sh -c make\" did not complete successfully: exit code: 2");
        assertThat(failure.line()).isEqualTo(6);
        assertThat(failure.file()).isEqualTo("Dockerfile");
        assertThat(failure)
                .hasMessage("tool ended with 1: ERROR: failed to solve: process \"/bin/sh -c make\""
                        + " did not complete successfully: exit code: 2");
    }

    @Test
    void the_last_output_with_a_line_number_counts() {
        assertThat(failure("warning: line 1 is deprecated", "Dockerfile:3", "and more")
                        .line())
                .isEqualTo(3);
    }

    @Test
    void the_line_of_buildahs_step_is_found_by_its_beginning() {
        assertThat(failure("Error: building at STEP \"RUN make -j $JOBS\": exit status 2")
                        .line())
                .isEqualTo(6);
        assertThat(failure("Error: building at STEP \"RUN apk add curl\": exit status 1")
                        .line())
                .as("a continued line")
                .isEqualTo(3);
    }

    @Test
    void the_line_of_a_missing_base_image_is_found_by_its_name() {
        assertThat(failure("Error: creating build container: initializing source docker://host:5000/base:1: denied")
                        .line())
                .isEqualTo(2);
    }

    @Test
    void buildahs_dump_of_a_step_is_omitted() {
        assertThat(failure("Error: no FROM &imagebuilder.Step{Env:[]string{\"secret\"}}"))
                .hasMessage("tool ended with 1: Error: no FROM");
    }

    @Test
    void output_without_a_line_has_no_line() {
        assertThat(failure("no space left on device").line()).isZero();
        assertThat(failure()).hasMessage("tool ended with 1");
    }

    @Test
    void an_image_of_another_platform_fails_at_the_base_of_its_stages() {
        ToolProcess.Result seen = new ToolProcess.Result(0, List.of(), Optional.of("image platform does not match"));
        assertThatExceptionOfType(BuildException.class)
                .isThrownBy(() -> ToolFailure.checkPlatform(build(), seen))
                .withMessage("a base image has no linux/arm64: image platform does not match")
                .satisfies(e -> assertThat(e.line()).isEqualTo(2));
        assertThatCode(() -> ToolFailure.checkPlatform(build(), new ToolProcess.Result(0, List.of(), Optional.empty())))
                .doesNotThrowAnyException();
    }

    private BuildException failure(String... lastLines) {
        return ToolFailure.of("tool", build(), new ToolProcess.Result(1, List.of(lastLines), Optional.empty()));
    }

    private ImageBuild build() {
        return new ImageBuild(
                context,
                "Dockerfile",
                Optional.empty(),
                "linux/arm64",
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Instant.EPOCH);
    }
}
