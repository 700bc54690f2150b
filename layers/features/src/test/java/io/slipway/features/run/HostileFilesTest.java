package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run ends soon on any package and variables, reports the error, and writes all files or none. */
@Timeout(60)
class HostileFilesTest {
    private static final String TEMPLATES = "Octopus.Action.SubstituteInFiles.TargetFiles";

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>(Map.of(TEMPLATES, "*.txt", "X", "new"));

    @BeforeEach
    void a_file_that_would_change() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "#{X}");
    }

    @Test
    void an_expression_of_exponential_time_fails_the_run() throws IOException {
        variables.put("Long", "a".repeat(10_000) + "!");
        assertFails("#{Long | Replace \"(a|aa)+$\" b}", "The regular expression");
    }

    @Test
    void variables_that_refer_to_themselves_fail_the_run_with_their_names() throws IOException {
        variables.putAll(Map.of("A", "#{B}", "B", "x#{C}", "C", "#{A}"));
        assertFails("#{A}", "self referencing loop");
    }

    @Test
    void variables_that_double_their_output_fail_the_run_before_memory_runs_out() throws IOException {
        double_up("0123456789");
        assertFails("#{v40}", "characters");
    }

    @Test
    void variables_that_double_the_work_without_output_fail_the_run_soon() throws IOException {
        double_up("");
        assertFails("#{v60}", "tokens");
    }

    private void double_up(String start) {
        variables.put("v0", start);
        for (int i = 1; i <= 60; i++) {
            variables.put("v" + i, "#{v" + (i - 1) + "}#{v" + (i - 1) + "}");
        }
    }

    @Test
    void an_excessively_long_chain_of_variables_fails_the_run() throws IOException {
        variables.put("v0", "end");
        for (int i = 1; i <= 20_000; i++) {
            variables.put("v" + i, "#{v" + (i - 1) + "}");
        }
        assertFails("#{v20000}", "too deep");
    }

    @Test
    void nested_repetitions_fail_the_run_soon() throws IOException {
        variables.put("L", ",".repeat(5_000));
        assertFails("#{each a in L}#{each b in L}#{each c in L}#{/each}#{/each}#{/each}", "tokens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#{if a | F ",
                "#{a | F ",
                "#{a[",
                "#{a[#{b",
                "#{if a}",
                "#{each a in b}",
                "#{unless \"",
                "#{calc (",
                "#{",
                "##",
                "#{if a}#{else}",
                "#{a | F \\\"",
                "#{calc a+",
                "#{elseif a}"
            })
    void a_template_of_unclosed_tokens_fails_the_run_or_is_unchanged(String piece) throws IOException {
        String text = piece.repeat(5_000);
        Files.writeString(folder.resolve("b.txt"), text);

        Report report = run();

        if (report.failed()) {
            assertThat(report.findings(Severity.ERROR)).singleElement().satisfies(error -> {
                assertThat(error.file()).isEqualTo("b.txt");
                assertThat(error.message()).contains("not closed");
            });
            assertThat(folder.resolve("b.txt")).hasContent(text);
        }
        assertThat(folder.resolve("a.txt")).hasContent(report.failed() ? "#{X}" : "new");
    }

    @Test
    void a_condition_with_200000_branches_ends_with_a_result_or_an_error() throws IOException {
        Files.writeString(folder.resolve("b.txt"), "#{if a}" + "#{elseif a}".repeat(200_000) + "#{/if}");

        Report report = run();

        String expected = report.failed() ? "#{X}" : "new";
        assertThat(folder.resolve("a.txt")).hasContent(expected);
    }

    @Test
    void bytes_that_are_not_valid_utf8_are_read_as_windows_1252() throws IOException {
        byte[] bytes = new byte[255];
        for (int i = 1; i <= 255; i++) {
            bytes[i - 1] = (byte) i;
        }
        Files.write(folder.resolve("b.txt"), bytes);

        assertThat(run().files()).containsExactly("a.txt");
        assertThat(folder.resolve("b.txt")).hasBinaryContent(bytes);
    }

    @Test
    void bytes_that_contradict_their_byte_order_mark_fail_the_run() throws IOException {
        Files.write(folder.resolve("b.txt"), new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, (byte) 0xC3, 'x'});
        Report report = run();
        assertThat(report.failed()).isTrue();
        assertThat(folder.resolve("a.txt")).hasContent("#{X}");
    }

    @Test
    void a_run_does_not_write_through_a_link() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.writeString(inside.resolve("c.md"), "#{X}");
        Files.createSymbolicLink(folder.resolve("b.txt"), Path.of("inside", "c.md"));
        Files.createSymbolicLink(folder.resolve("loop.txt"), Path.of("loop.txt"));
        Files.createSymbolicLink(folder.resolve("gone.txt"), Path.of("/nowhere/at/all"));

        Report report = run();

        assertThat(report.files()).contains("a.txt").doesNotContain("loop.txt", "gone.txt");
        assertThat(Files.isSymbolicLink(folder.resolve("b.txt"))).isTrue();
        assertThat(Files.isSymbolicLink(folder.resolve("loop.txt"))).isTrue();
    }

    @Test
    void no_message_contains_a_sensitive_value() throws IOException {
        variables.put("Secret", "hunter2" + "a".repeat(5_000) + "!");
        Files.writeString(folder.resolve("b.txt"), "#{Secret | Replace \"(a|aa)+$\" b}");

        assertThat(run().toString()).doesNotContain("hunter2");
    }

    private void assertFails(String template, String message) throws IOException {
        Files.write(folder.resolve("b.txt"), template.getBytes(StandardCharsets.UTF_8));

        Report report = run();

        assertThat(report.findings(Severity.ERROR))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains(message));
        assertThat(report.files()).isEmpty();
        assertThat(folder.resolve("a.txt")).hasContent("#{X}");
        assertThat(folder.resolve("b.txt")).hasContent(template);
    }

    private Report run() throws IOException {
        Plan plan = Runs.plan(folder, variables, Limits.DEFAULT);
        plan.write();
        return plan.report();
    }
}
