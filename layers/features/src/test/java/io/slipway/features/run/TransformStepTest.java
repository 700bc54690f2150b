package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.octostache.Variable;
import io.slipway.features.report.Change;
import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Specifies .NET Configuration Transforms on a folder, and how Octopus's flags change warnings and errors. */
@Timeout(120)
class TransformStepTest {
    private static final String PACKAGE = "Octopus.Action.Package.";
    private static final String AUTOMATIC = PACKAGE + "AutomaticallyRunConfigurationTransformationFiles";
    private static final String LISTED = PACKAGE + "AdditionalXmlConfigurationTransforms";
    private static final String WARNINGS = PACKAGE + "TreatConfigTransformationWarningsAsErrors";
    private static final String IGNORE = PACKAGE + "IgnoreConfigTransformationErrors";

    private static final String WEB = "<configuration>\r\n\t<add key='a'  value=\"1\"/>\r\n</configuration>\r\n";

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(temp.resolve("folder"));
        write("Web.config", WEB);
        write(
                "Web.Release.config",
                xdt("<add key='a' value='2' xdt:Transform='SetAttributes' xdt:Locator='Match(key)'/>"));
    }

    @Test
    void a_file_is_transformed_and_nothing_else_of_it_changes() throws Exception {
        Report report = run(AUTOMATIC, "True");

        assertThat(report.files()).containsExactly("Web.config");
        assertThat(read("Web.config")).isEqualTo(WEB.replace("\"1\"", "\"2\""));
        assertThat(report.changes())
                .containsExactly(new Change(
                        Feature.CONFIGURATION_TRANSFORMS, "Web.config", "Web.Release.config", "SetAttributes at 2:2"));
    }

    @Test
    void each_transform_sees_the_results_of_the_previous_ones() throws Exception {
        write(
                "Web.Test.config",
                xdt("<add key='a' value='3' xdt:Transform='SetAttributes' xdt:Locator=\"Condition(@value='2')\"/>"));

        run(AUTOMATIC, "True", "Octopus.Environment.Name", "Test");

        assertThat(read("Web.config")).contains("value=\"3\"");
    }

    @Test
    void transforms_see_substituted_templates() throws Exception {
        write("Web.Release.config", xdt("<add key='a' value='#{X}' xdt:Transform='SetAttributes'/>"));

        run(AUTOMATIC, "True", "Octopus.Action.SubstituteInFiles.TargetFiles", "Web.Release.config", "X", "five");

        assertThat(read("Web.config")).contains("value=\"five\"");
    }

    @Test
    void a_warning_fails_the_run_and_is_reported_with_its_position() throws Exception {
        write("Web.Release.config", xdt("<none xdt:Transform='Remove'/>"));

        Report report = run(AUTOMATIC, "True");

        assertThat(report.findings(Severity.ERROR))
                .extracting(Finding::toString)
                .containsExactly(
                        "Web.Release.config:2:2: error: No element in the source document matches '/configuration/none'",
                        "Web.config: error: The XML configuration file Web.config failed with transformation file "
                                + "Web.Release.config.");
        assertThat(read("Web.config")).isEqualTo(WEB);
    }

    @Test
    void warnings_do_not_fail_the_run_if_they_are_not_treated_as_errors() throws Exception {
        write("Web.Release.config", xdt("<none xdt:Transform='Remove'/><add xdt:Transform='Remove'/>"));

        Report report = run(AUTOMATIC, "True", WARNINGS, "False");

        assertThat(report.failed()).isFalse();
        assertThat(report.findings(Severity.WARNING)).singleElement().satisfies(warning -> {
            assertThat(warning.file()).isEqualTo("Web.Release.config");
            assertThat(warning.line()).isEqualTo(2);
        });
        assertThat(read("Web.config")).isEqualTo("<configuration>\r\n</configuration>\r\n");
    }

    @Test
    void warnings_become_notes_if_errors_are_ignored() throws Exception {
        write("Web.Release.config", xdt("<none xdt:Transform='Remove'/>"));

        Report report = run(AUTOMATIC, "True", IGNORE, "True");

        assertThat(report.failed()).isFalse();
        assertThat(report.findings(Severity.WARNING)).isEmpty();
        assertThat(report.findings(Severity.NOTE))
                .anyMatch(note -> note.message().contains("/configuration/none"));
    }

    @Test
    void an_error_of_one_element_fails_the_run_whatever_the_flags_say() throws Exception {
        write("Web.Release.config", xdt("<add xdt:Transform='Nonsense'/>"));

        assertThat(run(AUTOMATIC, "True").findings(Severity.ERROR))
                .first()
                .hasToString("Web.Release.config:2:6: error: Could not resolve 'Nonsense' as a type of Transform");
        assertThat(run(AUTOMATIC, "True", IGNORE, "True").failed()).isTrue();
        assertThat(read("Web.config")).isEqualTo(WEB);
    }

    @Test
    void a_file_that_is_not_xml_fails_the_run_with_its_position_or_is_skipped() throws Exception {
        write("Web.config", "<configuration>\n  <add");

        assertThat(run(AUTOMATIC, "True").findings(Severity.ERROR))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.file()).isEqualTo("Web.config");
                    assertThat(error.line()).isEqualTo(2);
                    assertThat(error.message()).startsWith("the file must be XML, but is not");
                });
        Report ignored = run(AUTOMATIC, "True", IGNORE, "True");
        assertThat(ignored.failed()).isFalse();
        assertThat(ignored.findings(Severity.WARNING)).extracting(Finding::file).containsExactly("Web.config");
    }

    @Test
    void a_transform_that_is_not_xml_is_reported_with_its_own_name() throws Exception {
        write("Web.Release.config", "<configuration>");

        assertThat(run(AUTOMATIC, "True").findings(Severity.ERROR))
                .extracting(Finding::file)
                .containsExactly("Web.Release.config");
    }

    @Test
    void one_failing_file_leaves_all_files_unchanged() throws Exception {
        write("b/Web.config", "<configuration>");
        write("b/Web.Release.config", xdt(""));

        assertThat(run(AUTOMATIC, "True").failed()).isTrue();
        assertThat(read("Web.config")).isEqualTo(WEB);
    }

    @Test
    void a_transform_that_loads_code_is_rejected() throws Exception {
        write("Web.Release.config", xdt("<xdt:Import path='evil.dll' namespace='Evil'/><add xdt:Transform='Remove'/>"));

        assertThat(run(AUTOMATIC, "True").findings(Severity.ERROR))
                .first()
                .hasToString("Web.Release.config:2:2: error: Could not load the file 'evil.dll'.");
        Report ignored = run(AUTOMATIC, "True", IGNORE, "True");
        assertThat(ignored.failed()).isFalse();
        assertThat(ignored.files()).isEmpty();
    }

    /** Octopus logs this as an error, continues, and saves a file that is unreadable. */
    @Test
    void removing_the_root_is_an_error_unless_warnings_are_not_treated_as_errors() throws Exception {
        write("Web.Release.config", xdt("").replace("<configuration ", "<configuration xdt:Transform='Remove' "));
        String message =
                "The XML configuration file Web.config no longer has a root element and is invalid after being "
                        + "transformed by Web.Release.config";

        assertThat(run(AUTOMATIC, "True").findings(Severity.ERROR))
                .extracting(Finding::message)
                .containsExactly(message);
        assertThat(run(AUTOMATIC, "True", WARNINGS, "False").findings(Severity.WARNING))
                .extracting(Finding::message)
                .containsExactly(message);
        assertThat(read("Web.config")).isBlank();
    }

    @Test
    void each_transform_is_noted_unless_logging_is_suppressed() throws Exception {
        assertThat(run(AUTOMATIC, "True").findings(Severity.NOTE))
                .extracting(Finding::message)
                .contains("Transforming 'Web.config' using 'Web.Release.config'.", "Set 2 attributes");

        assertThat(run(AUTOMATIC, "True", PACKAGE + "SuppressConfigTransformationLogging", "True")
                        .findings(Severity.NOTE))
                .extracting(Finding::message)
                .containsExactly("Transforming 'Web.config' using 'Web.Release.config'.");
    }

    @Test
    void a_listed_transform_that_matches_no_files_causes_a_warning() throws Exception {
        assertThat(run(LISTED, "Web.Shop.config => Web.config").findings(Severity.WARNING))
                .extracting(Finding::message)
                .containsExactly("The transform pattern \"Web.Shop.config => Web.config\" was not performed as no "
                        + "matching files could be found.");
        assertThat(run(
                                LISTED,
                                "Web.Shop.config => Web.config",
                                PACKAGE + "EnableDiagnosticsConfigTransformationLogging",
                                "True")
                        .findings(Severity.NOTE))
                .hasSizeGreaterThan(1);
    }

    @Test
    void definitions_are_separated_by_commas_and_lines() throws Exception {
        write("A.config", xdt("<b xdt:Transform='Insert'/>"));
        write("B.config", xdt("<c xdt:Transform='Insert'/>"));

        run(LISTED, "A.config => Web.config,\r\n B.config => Web.config\n");

        assertThat(read("Web.config")).isEqualTo(WEB.replace("\r\n</", "\r\n\t<b/>\r\n\t<c/>\r\n</"));
    }

    @Test
    void a_transform_outside_the_folder_is_rejected() throws Exception {
        Files.writeString(temp.resolve("Out.config"), xdt("<add xdt:Transform='Remove'/>"));

        for (String outside : List.of("../Out.config => Web.config", temp.resolve("Out.config") + " => Web.config")) {
            assertThat(run(LISTED, outside).findings(Severity.ERROR))
                    .as(outside)
                    .extracting(Finding::message)
                    .containsExactly(
                            "The transform pattern \"" + outside + "\" must stay inside the folder, but leaves it");
        }
    }

    @Test
    void a_link_out_of_the_folder_is_not_followed() throws Exception {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("Web.Release.config"), xdt("<add xdt:Transform='Remove'/>"));
        Files.delete(folder.resolve("Web.Release.config"));
        Files.createSymbolicLink(folder.resolve("Web.Release.config"), outside.resolve("Web.Release.config"));
        Files.createSymbolicLink(folder.resolve("linked"), outside);

        Report report = run(AUTOMATIC, "True", LISTED, "linked/Web.Release.config => Web.config");

        assertThat(report.files()).isEmpty();
        assertThat(report.findings()).extracting(Finding::file).contains("Web.Release.config", "linked");
    }

    @Test
    void a_definition_may_be_an_absolute_path_in_the_folder() throws Exception {
        run(LISTED, folder.resolve("Web.Release.config") + " => Web.config");

        assertThat(read("Web.config")).contains("value=\"2\"");
    }

    @Test
    void the_files_encoding_and_byte_order_mark_stay() throws Exception {
        byte[] utf16 =
                ("\uFEFF<?xml version=\"1.0\" encoding=\"utf-16\"?>\n" + WEB).getBytes(StandardCharsets.UTF_16LE);
        Files.write(folder.resolve("Web.config"), utf16);

        run(AUTOMATIC, "True");

        assertThat(new String(Files.readAllBytes(folder.resolve("Web.config")), StandardCharsets.UTF_16LE))
                .isEqualTo(new String(utf16, StandardCharsets.UTF_16LE).replace("\"1\"/", "\"2\"/"));
    }

    @Test
    void a_character_that_the_encoding_lacks_changes_it_to_utf8_with_a_warning() throws Exception {
        Files.write(
                folder.resolve("Web.config"),
                ("<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n" + WEB.replace("1", "ü"))
                        .getBytes(StandardCharsets.ISO_8859_1));
        write("Web.Release.config", xdt("<add value='ő' xdt:Transform='SetAttributes'/>"));

        Report report = run(AUTOMATIC, "True");

        assertThat(report.findings(Severity.WARNING))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("written as UTF-8"));
        assertThat(read("Web.config")).contains("encoding=\"utf-8\"", "ő");
    }

    @Test
    void messages_do_not_contain_sensitive_values() throws Exception {
        write("Web.Release.config", xdt("<add key='hunter2' xdt:Transform='Remove' xdt:Locator='Match(key)'/>"));
        Configuration configuration = Configuration.of(Runs.of(Map.of(AUTOMATIC, "True")));
        VariableSet secret = new VariableSet(List.of(new Variable("Password", "hunter2", true)), Clock.systemUTC());

        Report report =
                FileFeatures.plan(folder, configuration, secret, Limits.DEFAULT).report();

        assertThat(report.findings(Severity.ERROR)).isNotEmpty();
        assertThat(report.toString()).contains("********").doesNotContain("hunter2");
    }

    private Report run(String... pairs) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            variables.put(pairs[i], pairs[i + 1]);
        }
        Plan plan = Runs.plan(folder, variables, Limits.DEFAULT);
        if (!plan.report().failed()) {
            plan.write();
        }
        return plan.report();
    }

    private static String xdt(String within) {
        return "<configuration xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'>\n" + within
                + "\n</configuration>";
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
