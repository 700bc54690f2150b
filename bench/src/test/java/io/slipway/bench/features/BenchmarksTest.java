package io.slipway.bench.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.structured.Formats;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that the benchmarks do their work, because otherwise they would measure nothing. */
class BenchmarksTest {
    @Test
    void inputs_have_the_requested_size() {
        for (byte[] input : List.of(
                ConfigurationFiles.template(1),
                ConfigurationFiles.json(1),
                ConfigurationFiles.yaml(1),
                ConfigurationFiles.xml(1),
                ConfigurationFiles.properties(1))) {
            assertThat(input.length).isBetween(980_000, 1_050_000);
        }
        assertThat(ConfigurationFiles.template(2).length).isBetween(1_950_000, 2_050_000);
    }

    @Test
    void a_template_has_ten_thousand_tokens_and_all_are_substituted() throws Exception {
        TemplateBenchmark benchmark = new TemplateBenchmark();
        benchmark.size = 1;
        benchmark.make();
        String text = new String(benchmark.substitute().bytes(), StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("#{").contains("host3 = host-3.Example.com\n", "host10 = host-10\n");
        assertThat(text.lines().filter(line -> line.startsWith("host")))
                .hasSize(ConfigurationFiles.TOKENS_PER_MEGABYTE);
    }

    @ParameterizedTest
    @EnumSource
    void each_variable_replaces_the_host_of_its_section(StructuredBenchmark.Kind kind) throws Exception {
        StructuredBenchmark benchmark = new StructuredBenchmark();
        benchmark.size = 1;
        benchmark.kind = kind;
        benchmark.make();
        Formats.Outcome outcome = benchmark.replace();
        assertThat(outcome.format().name()).isEqualToIgnoringCase(kind.name());
        assertThat(outcome.replaced().replacements()).hasSize(ConfigurationFiles.VARIABLES);
        assertThat(new String(outcome.replaced().bytes(), StandardCharsets.UTF_8))
                .contains("new-host-0", "new-host-999")
                .doesNotContain(" host-", ">host-", "\"host-");
    }
}
