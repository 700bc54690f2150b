package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.octostache.Variable;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import io.slipway.features.variables.ChosenVariables;
import io.slipway.features.variables.DeploymentScope;
import io.slipway.features.variables.DeploymentScope.Dimension;
import io.slipway.features.variables.VariableFile;
import io.slipway.features.variables.VariableFileException;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An example of the page, in sections that begin with {@code === name}: {@code variables} or {@code variables.json},
 * {@code deployment}, {@code FILE} for a file, {@code FILE becomes} for its expected content, and {@code tells} for
 * the expected output, which has all warnings and errors, and the notes that matter to the example.
 */
record PageExample(Map<String, String> sections) {
    private static final String HEADING = "=== ";
    private static final String BECOMES = " becomes";

    static PageExample parse(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        String name = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith(HEADING)) {
                name = line.substring(HEADING.length()).strip();
                assertThat(sections.put(name, "")).as("%s stands twice", name).isNull();
            } else {
                assertThat(name)
                        .as("a section must begin with a heading: %s", line)
                        .isNotEmpty();
                sections.merge(name, line + "\n", String::concat);
            }
        }
        return new PageExample(sections);
    }

    /** Returns the subject of the example, on one line. */
    String title() {
        return String.join(
                ", ", sections.keySet().stream().filter(PageExample::isFile).toList());
    }

    void run(Path folder) throws IOException, VariableFileException {
        Map<String, String> expected = new TreeMap<>();
        for (Map.Entry<String, String> section : sections.entrySet()) {
            if (isFile(section.getKey())) {
                Path file = folder.resolve(section.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, section.getValue());
                expected.put(section.getKey(), section.getValue());
            }
        }
        assertThat(expected).as("an example must have files").isNotEmpty();
        sections.forEach((name, text) -> {
            if (name.endsWith(BECOMES)) {
                assertThat(expected.replace(name.substring(0, name.length() - BECOMES.length()), text))
                        .as("a file that changes must be declared with different content before")
                        .isNotNull()
                        .isNotEqualTo(text);
            }
        });
        VariableSet variables = variables();

        Report report = Runs.run(folder, variables);

        assertThat(files(folder)).isEqualTo(expected);
        List<String> told = sections.getOrDefault("tells", "").lines().toList();
        assertThat(report.findings().stream().map(Finding::toString)).containsAll(told);
        assertThat(told)
                .containsAll(report.findings().stream()
                        .filter(finding -> finding.severity() != Severity.NOTE)
                        .map(Finding::toString)
                        .toList());
    }

    private static boolean isFile(String name) {
        return !List.of("variables", "variables.json", "deployment", "tells").contains(name) && !name.endsWith(BECOMES);
    }

    private VariableSet variables() throws VariableFileException {
        List<Variable> variables = new ArrayList<>();
        pairs("variables").forEach((name, value) -> variables.add(new Variable(name, value, false)));
        if (sections.containsKey("variables.json")) {
            DeploymentScope scope = new DeploymentScope();
            for (Map.Entry<String, String> pair : pairs("deployment").entrySet()) {
                scope = scope.with(Dimension.valueOf(pair.getKey().toUpperCase(Locale.ROOT)), List.of(pair.getValue()));
            }
            VariableFile file = VariableFile.read("variables.json", sections.getOrDefault("variables.json", ""));
            variables.addAll(ChosenVariables.of(file, scope).variables());
        }
        assertThat(variables).as("an example must have variables").isNotEmpty();
        return new VariableSet(variables, Clock.systemUTC());
    }

    /** Reads lines of {@code name = value}; an indented line continues the previous value. */
    private Map<String, String> pairs(String section) {
        Map<String, String> pairs = new LinkedHashMap<>();
        String name = "";
        for (String line : sections.getOrDefault(section, "").lines().toList()) {
            if (line.startsWith("    ")) {
                pairs.merge(name, "\n" + line.strip(), String::concat);
            } else {
                String[] pair = line.split(" = ", 2);
                name = pair[0];
                pairs.put(name, pair[1]);
            }
        }
        return pairs;
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(Overlay.name(folder.relativize(path)), Files.readString(path));
            }
        }
        return files;
    }
}
