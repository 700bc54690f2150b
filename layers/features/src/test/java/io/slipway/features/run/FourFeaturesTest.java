package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.features.report.Change;
import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs all four features together: each sees the output of the one before, and one failure undoes them all. */
@Timeout(120)
class FourFeaturesTest {
    private static final String SETTING = "//setting[@name='Mode']/value";

    @TempDir
    Path folder;

    private final Map<String, String> variables = new LinkedHashMap<>();

    /** Creates a folder in which each feature changes the output of the one before. */
    @BeforeEach
    void folder() throws IOException {
        write("Web.config", """
                <configuration>
                  <!-- kept -->
                  <appSettings>
                    <add key="Host"   value='local' />
                  </appSettings>
                </configuration>
                """);
        write("Web.Release.config", """
                <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
                  <appSettings>
                    <add key="#{Key}" value="from the transform" xdt:Transform="Insert" />
                  </appSettings>
                  <setting name="Mode" xdt:Transform="Insert"><value>#{Mode}</value></setting>
                </configuration>
                """);
        write("app.yaml", """
                # kept
                #{Section}:
                  level: info  # kept
                """);
        variables.put("Octopus.Action.SubstituteInFiles.TargetFiles", "*.Release.config\napp.yaml");
        variables.put("Octopus.Action.Package.AutomaticallyRunConfigurationTransformationFiles", "True");
        variables.put("Octopus.Action.Package.AutomaticallyUpdateAppSettingsAndConnectionStrings", "True");
        variables.put("Octopus.Action.Package.JsonConfigurationVariablesTargets", "Web.config\napp.yaml");
        variables.put("Key", "Timeout");
        variables.put("Mode", "substituted");
        variables.put("Section", "logging");
        variables.put("Timeout", "30");
        variables.put("Host", "#{Name}.example.com");
        variables.put("Name", "db");
        variables.put("logging:level", "warn");
        variables.put(SETTING, "structured");
        variables.put("//add[@key='Timeout']/@value", "#{Timeout} s");
    }

    @Test
    void each_feature_sees_the_output_of_the_one_before() throws IOException {
        Report report = run();

        assertThat(report.findings(Severity.ERROR)).isEmpty();
        assertThat(folder.resolve("Web.config")).hasContent("""
                <configuration>
                  <!-- kept -->
                  <appSettings>
                    <add key="Host"   value='db.example.com' />
                    <add key="Timeout" value="30 s" />
                  </appSettings>
                  <setting name="Mode">
                    <value>structured</value>
                  </setting>
                </configuration>
                """);
        assertThat(folder.resolve("app.yaml")).hasContent("""
                # kept
                logging:
                  level: warn  # kept
                """);
    }

    @Test
    void the_report_lists_the_features_in_the_order_of_octopus() throws IOException {
        Report report = run();

        assertThat(new LinkedHashSet<>(
                        report.changes().stream().map(Change::feature).toList()))
                .containsExactly(Feature.values());
        assertThat(report.changes()).extracting(Change::feature).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(report.changes().stream()
                        .filter(it -> it.file().equals("Web.config"))
                        .filter(it -> it.feature() != Feature.CONFIGURATION_TRANSFORMS)
                        .map(Change::name))
                .containsExactly("Timeout", "Host", "//add[@key='Timeout']/@value", SETTING);
        assertThat(report.files()).containsExactly("Web.Release.config", "Web.config", "app.yaml");
    }

    @Test
    void a_failure_in_the_last_feature_leaves_all_files_untouched() throws IOException {
        write("broken.yaml", "a: [1\n");
        variables.merge(
                "Octopus.Action.Package.JsonConfigurationVariablesTargets",
                "broken.yaml",
                (all, it) -> all + "\n" + it);
        Map<String, String> before = files();

        Report report = run();

        assertThat(report.findings(Severity.ERROR))
                .extracting(Finding::feature, Finding::file)
                .containsExactly(tuple(Feature.STRUCTURED_VARIABLES, "broken.yaml"));
        assertThat(report.files()).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void a_second_run_substitutes_nothing_and_writes_the_same_values() throws IOException {
        variables.put("Octopus.Action.Package.AutomaticallyRunConfigurationTransformationFiles", "False");
        run();
        Map<String, String> once = files();

        Report report = run();

        assertThat(files()).isEqualTo(once);
        assertThat(report.changes()).extracting(Change::feature).doesNotContain(Feature.SUBSTITUTE_IN_FILES);
    }

    private Report run() throws IOException {
        return Runs.run(folder, Runs.of(variables));
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
