package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.features.octostache.Variable;
import io.slipway.features.report.Change;
import io.slipway.features.variables.VariableSet;
import io.slipway.features.xml.CanonicalXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compares results with those of the original engine; skipped if the folder of vectors is missing. */
class ConfigurationVariablesVectorsTest {
    private static final Path FOLDER = Path.of(
            System.getProperty("slipway.root", "."), "..", "shared", "vectors", "netconfig", "configuration-variables");

    @TempDir
    Path temp;

    /** Reports that the vectors were skipped, which an empty test factory would not. */
    @Test
    void the_vectors_are_present() {
        assumeTrue(Files.exists(FOLDER), "the vectors are absent: " + FOLDER.normalize());
        assertThat(FOLDER.resolve("ReplacesAppSettings")).exists();
    }

    @TestFactory
    Stream<DynamicTest> recorded() throws IOException {
        assumeTrue(Files.exists(FOLDER), "the vectors are absent: " + FOLDER.normalize());
        try (Stream<Path> cases = Files.list(FOLDER)) {
            return cases.sorted().toList().stream()
                    .map(it -> DynamicTest.dynamicTest(it.getFileName().toString(), () -> check(it)));
        }
    }

    private void check(Path it) throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode meta = json.readTree(it.resolve("meta.json").toFile());
        byte[] input = Files.readAllBytes(it.resolve("input.config"));
        Path folder = Files.createDirectories(temp.resolve(it.getFileName()));
        Files.write(folder.resolve("input.config"), input);
        List<Variable> declared = new ArrayList<>();
        declared.add(new Variable(
                "Octopus.Action.Package.AutomaticallyUpdateAppSettingsAndConnectionStrings", "True", false));
        json.readTree(it.resolve("variables.json").toFile())
                .properties()
                .forEach(variable -> declared.add(
                        new Variable(variable.getKey(), variable.getValue().textValue(), false)));
        VariableSet variables = new VariableSet(declared, Clock.systemUTC());

        Plan plan = FileFeatures.plan(folder, Configuration.of(variables), variables, Limits.DEFAULT);

        assertThat(plan.report().failed())
                .isEqualTo(!meta.path("result").asText().equals("ok"));
        long settings = Files.readAllLines(it.resolve("expected.log")).stream()
                .filter(line -> line.startsWith("VERBOSE Setting "))
                .count();
        assertThat(plan.report().changes()).extracting(Change::file).hasSize((int) settings);
        if (meta.path("file_changed").asBoolean()) {
            assertThat(plan.edits())
                    .singleElement()
                    .satisfies(edit -> assertThat(CanonicalXml.of(edit.after()))
                            .isEqualTo(CanonicalXml.of(Files.readAllBytes(it.resolve("expected.config")))));
        } else {
            assertThat(plan.edits()).isEmpty();
        }
    }
}
