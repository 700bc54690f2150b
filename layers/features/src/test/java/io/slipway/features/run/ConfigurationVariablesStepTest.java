package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.features.report.Change;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationVariablesStepTest {
    private static final String ENABLED = "Octopus.Action.Package.AutomaticallyUpdateAppSettingsAndConnectionStrings";
    private static final String IGNORE = "Octopus.Action.Package.IgnoreVariableReplacementErrors";
    private static final String SETTINGS = "<c><appSettings><add key='K' value='1'/></appSettings></c>";

    @TempDir
    Path folder;

    @Test
    void all_config_files_and_no_others_are_changed() throws IOException {
        write("Web.config", SETTINGS);
        write("a/b/App.config", SETTINGS);
        write("settings.xml", SETTINGS);

        Report report = run(Map.of("K", "secret"));

        assertThat(report.files()).containsExactly("Web.config", "a/b/App.config");
        assertThat(report.changes()).extracting(Change::name, Change::place).contains(tuple("K", "1:17"));
        assertThat(report.toString()).doesNotContain("secret");
        assertThat(folder.resolve("settings.xml")).hasContent(SETTINGS);
    }

    @Test
    void byte_order_marks_and_all_other_bytes_are_kept() throws IOException {
        String text =
                "\uFEFF<?xml version='1.0' encoding=\"UTF-8\" ?>\r\n<c  a='é'><appSettings><add key='K' value='1'/></appSettings>\r</c>\n\n";
        write("Web.config", text);
        write("Plain.config", text.substring(1));

        run(Map.of("K", "ü"));

        String expected = text.replace("'1'/>", "'ü'/>");
        assertThat(Files.readString(folder.resolve("Web.config"))).isEqualTo(expected);
        assertThat(Files.readString(folder.resolve("Plain.config"))).isEqualTo(expected.substring(1));
    }

    @Test
    void the_encoding_changes_only_if_it_lacks_a_character() throws IOException {
        byte[] latin =
                "<?xml version='1.0' encoding='iso-8859-1'?><c a='é'><appSettings><add key='K'/></appSettings></c>"
                        .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("Web.config"), latin);

        Report report = run(Map.of("K", "中"));

        assertThat(Files.readString(folder.resolve("Web.config")))
                .isEqualTo(
                        "<?xml version='1.0' encoding='utf-8'?><c a='é'><appSettings><add key='K' value='中'/></appSettings></c>");
        assertThat(report.findings(Severity.WARNING)).hasSize(1);
    }

    @Test
    void a_file_that_was_applied_as_a_transform_is_skipped() throws IOException {
        write("Web.config", SETTINGS);
        write("Web.Release.config", SETTINGS);

        Report report = run(
                Map.of("K", "new", "Octopus.Action.Package.AutomaticallyRunConfigurationTransformationFiles", "True"));

        assertThat(report.files()).containsExactly("Web.config");
        assertThat(report.findings(Severity.NOTE))
                .filteredOn(note -> note.file().equals("Web.Release.config"))
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("transform"));
    }

    @Test
    void a_file_that_is_not_xml_fails_the_run_with_its_position_and_changes_nothing() throws IOException {
        write("A.config", SETTINGS);
        write("B.config", "<a>\n&nbsp;</a>");

        Report report = run(Map.of("K", "new"));

        assertThat(report.files()).isEmpty();
        assertThat(report.findings(Severity.ERROR)).singleElement().satisfies(error -> {
            assertThat(error.file()).isEqualTo("B.config");
            assertThat(error.line()).isPositive();
            assertThat(error.message()).contains("nbsp");
        });
        assertThat(folder.resolve("A.config")).hasContent(SETTINGS);
    }

    @Test
    void a_file_that_is_not_xml_is_skipped_if_errors_are_ignored() throws IOException {
        write("A.config", SETTINGS);
        write("B.config", "<a>");

        Report report = run(Map.of("K", "new", IGNORE, "True"));

        assertThat(report.failed()).isFalse();
        assertThat(report.files()).containsExactly("A.config");
        assertThat(report.findings()).extracting(Finding::message).anyMatch(it -> it.startsWith("Ignoring"));
    }

    @Test
    void a_file_without_a_match_is_not_written() throws IOException {
        write("Web.config", SETTINGS);

        Report report = run(Map.of("Other", "new"));

        assertThat(report.files()).isEmpty();
        assertThat(report.findings(Severity.NOTE))
                .extracting(Finding::message)
                .containsExactly("No matching appSetting, applicationSetting, nor connectionString names were found");
    }

    private Report run(Map<String, String> values) throws IOException {
        Map<String, String> all = new HashMap<>(values);
        all.put(ENABLED, "True");
        VariableSet variables = Runs.of(all);
        return Runs.run(folder, variables);
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
