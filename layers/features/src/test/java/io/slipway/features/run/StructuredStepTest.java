package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.report.Change;
import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specifies how the structured files and their formats are chosen and reported. */
@Timeout(120)
class StructuredStepTest {
    private static final String TARGETS = "Octopus.Action.Package.JsonConfigurationVariablesTargets";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "a.json, '{\"a\": null}', '{\"a\": \"1\"}'",
        "a.yaml, 'a: null', 'a: 1'",
        "A.YML, 'a: null', 'a: 1'",
        "a.properties, 'a=x', 'a=1'",
        "a.conf, '{\"a\": null}', '{\"a\": \"1\"}'",
        "a.conf, 'a: x', 'a: 1'",
        "a.conf, 'a=x: y: z', 'a=1'",
        "a.conf, 'a=x', 'a=x'", // YAML: a single scalar
    })
    void name_and_content_of_a_file_decide_its_format(String name, String before, String after) throws Exception {
        write(name, before);
        run(TARGETS, "*", "a", "1");
        assertThat(folder.resolve(name)).hasContent(after);
    }

    @Test
    void a_file_with_any_name_is_read_as_json_if_it_is_valid_json() throws Exception {
        write("a.yaml", "{\"a\": null}");
        run(TARGETS, "a.yaml", "a", "1");
        assertThat(folder.resolve("a.yaml")).hasContent("{\"a\": \"1\"}");
    }

    @Test
    void with_the_fallback_flag_every_file_is_read_as_json() throws Exception {
        write("a.yaml", "a: 1");
        Report report = run(TARGETS, "a.yaml", "a", "1", "Octopus.Action.StructuredConfigurationFallbackFlag", "True");
        assertThat(report.findings(Severity.ERROR)).singleElement().satisfies(error -> {
            assertThat(error.toString()).startsWith("a.yaml:1:1: error: Structured variable replacement failed.");
            assertThat(error.message()).contains("could not be parsed as JSON: line 1, column 1");
        });
    }

    @Test
    void the_report_has_the_name_and_the_position_but_never_the_value() throws Exception {
        write("a.yaml", "x: 1\ns:\n  k: v\n");
        Report report = run(TARGETS, "a.yaml", "S:K", "hunter2");
        assertThat(report.changes()).containsExactly(new Change(Feature.STRUCTURED_VARIABLES, "a.yaml", "S:K", "3:6"));
        assertThat(report.toString()).doesNotContain("hunter2");
    }

    @Test
    void notes_in_the_words_of_octopus_report_that_nothing_matches() throws Exception {
        write("a.json", "{}");
        Files.createDirectory(folder.resolve("dir"));
        Report report = run(TARGETS, "a.json\ndir\n*.none", "x", "1");
        assertThat(report.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "No structures have been found that match variable names, so no structured variable replacements have been applied.",
                        "Skipping structured variable replacement on 'dir' because it is a directory.",
                        "No files were found that match the replacement target pattern '*.none'");
        assertThat(report.files()).isEmpty();
    }

    @Test
    void one_failing_file_leaves_all_files_unchanged() throws Exception {
        write("a.json", "{\"a\": 1}");
        write("b.yaml", "a: [1\n");
        Report report = run(TARGETS, "*.json\n*.yaml", "a", "2");
        assertThat(report.failed()).isTrue();
        assertThat(report.findings(Severity.ERROR)).extracting(Finding::file).containsExactly("b.yaml");
        assertThat(folder.resolve("a.json")).hasContent("{\"a\": 1}");
    }

    @Test
    void a_binary_file_is_skipped() throws Exception {
        Files.write(folder.resolve("a.json"), new byte[] {'{', 0, '}'});
        Report report = run(TARGETS, "a.json", "a", "1");
        assertThat(report.findings(Severity.WARNING))
                .extracting(Finding::message)
                .containsExactly("skipped: the file is binary");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, true",
        "UTF-16LE, true",
        "UTF-16BE, true",
        "UTF-32LE, true",
        "windows-1252, false",
        "UTF-8, false"
    })
    void the_encoding_and_the_byte_order_mark_stay(String charset, boolean mark) throws Exception {
        Charset encoding = Charset.forName(charset);
        String start = mark ? "\uFEFF" : "";
        for (String file : new String[] {"a.json={\"ü\": \"%s\"}\r\n", "b.yaml=ü: %s\r\n"}) {
            String name = file.substring(0, 6);
            Files.write(folder.resolve(name), (start + file.substring(7).formatted("x")).getBytes(encoding));
            run(TARGETS, name, "ü", "é€");
            assertThat(folder.resolve(name))
                    .hasBinaryContent((start + file.substring(7).formatted("é€")).getBytes(encoding));
        }
    }

    @Test
    void characters_that_the_encoding_lacks_are_written_as_utf8_with_a_warning() throws Exception {
        Files.write(folder.resolve("a.json"), "{\"a\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1));
        Report report = run(TARGETS, "a.json", "a", "ő");
        assertThat(folder.resolve("a.json")).hasBinaryContent("{\"a\": \"ő\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(report.findings(Severity.WARNING))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("written as UTF-8"));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private Report run(String... pairs) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            variables.put(pairs[i], pairs[i + 1]);
        }
        Plan plan = Runs.plan(folder, variables, Limits.DEFAULT);
        plan.write();
        return plan.report();
    }
}
