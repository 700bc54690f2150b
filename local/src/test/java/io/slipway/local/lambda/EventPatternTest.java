package io.slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.local.template.FunctionResource;
import io.slipway.local.template.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matches events against the rules of the template. */
class EventPatternTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "instant, later, true",
        "instant, request, false",
        "job, , false",
    })
    void only_a_queued_instant_build_starts_the_function_that_builds_it(String engine, String made, boolean starts)
            throws IOException {
        Stack stack =
                Stack.read(Path.of(System.getProperty("slipway.root", ".")).resolve("template.yaml"), Map.of());
        FunctionResource jobs = stack.functions().stream()
                .filter(function -> function.id().equals("JobsFunction"))
                .findFirst()
                .orElseThrow();
        var event = JSON.readTree("""
                {"source": "slipway.slipway", "detail-type": "build.requested", "detail": {"engine": "%s", "made": "%s"}}
                """.formatted(engine, made));

        assertThat(jobs.patterns()).hasSize(2);
        assertThat(jobs.patterns().stream().anyMatch(pattern -> EventPattern.matches(pattern, event)))
                .isEqualTo(starts);
    }
}
