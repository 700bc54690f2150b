package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.features.octostache.Variable;
import io.slipway.features.text.Text;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the cases of Calamari's own tests of substitution in files. */
class SubstituteVectorsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("slipway.root"), "../shared/vectors/netconfig/substitute-in-files");

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> cases() throws IOException {
        if (!Files.exists(FOLDER)) {
            return Stream.of("the vectors are absent");
        }
        try (Stream<Path> cases = Files.list(FOLDER)) {
            return cases.map(it -> it.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void files_are_substituted_as_in_calamari(String name) throws Exception {
        assumeTrue(Files.exists(FOLDER), "../shared/vectors is absent");
        Path folder = FOLDER.resolve(name);
        JsonNode meta = JSON.readTree(folder.resolve("meta.json").toFile());
        List<Variable> variables = new ArrayList<>();
        JSON.readTree(folder.resolve("variables.json").toFile())
                .properties()
                .forEach(it ->
                        variables.add(new Variable(it.getKey(), it.getValue().textValue(), false)));
        VariableSet set = new VariableSet(variables, Clock.systemUTC());
        Optional<String> encoding =
                set.value("Octopus.Action.SubstituteInFiles.OutputEncoding").map(it -> String.valueOf(it.text()));

        TemplateFile.Outcome outcome =
                TemplateFile.substitute(Files.readAllBytes(file(folder, "input")), encoding.orElse(null), set);

        if (meta.has("expect_error")) {
            // The text around the tokens is not compared.
            String glob = meta.path("expect_error").path("message_glob").asText();
            assertThat(outcome.left())
                    .isNotEmpty()
                    .allSatisfy(left -> assertThat(glob)
                            .contains(left.why().substring(1, left.why().indexOf("' cannot be evaluated"))));
            return;
        }
        byte[] expected = Files.readAllBytes(file(folder, "expected"));
        String compare = meta.path("compare").asText();
        if (compare.equals("bytes")) {
            assertThat(outcome.bytes()).isEqualTo(expected);
        } else {
            assertThat(text(outcome.bytes(), compare)).isEqualTo(text(expected, compare));
        }
    }

    private static String text(byte[] bytes, String compare) throws Exception {
        String text = Text.decode(bytes).content().replace("\r\n", "\n");
        text = compare.contains("remove all whitespace") ? text.replaceAll("\\s", "") : text;
        return compare.contains("strip trailing newlines") ? text.replaceAll("\n+$", "") : text;
    }

    private static Path file(Path folder, String start) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> it.getFileName().toString().startsWith(start))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
