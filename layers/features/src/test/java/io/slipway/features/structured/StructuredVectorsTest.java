package io.slipway.features.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.features.octostache.Variable;
import io.slipway.features.structured.StructuredFormat.Replaced;
import io.slipway.features.structured.StructuredFormat.Replacement;
import io.slipway.features.structured.json.JsonFormat;
import io.slipway.features.structured.properties.PropertiesFormat;
import io.slipway.features.structured.yaml.YamlFormat;
import io.slipway.features.text.Text;
import io.slipway.features.variables.VariableSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the cases of Octopus's own tests and the results of its engine, for JSON, YAML and properties: the values are equal, and no other
 * byte changes.
 */
class StructuredVectorsTest {
    private static final Path VECTORS = Path.of(System.getProperty("slipway.root"), "../shared/vectors");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, StructuredFormat> FORMATS =
            Map.of("json", new JsonFormat(), "yaml", new YamlFormat(), "properties", new PropertiesFormat());

    /** The defects of the original that are not copied, each with the reason and the correct result. */
    private static final Map<String, Deviation> DEVIATIONS = Map.of(
            "yaml/comment-in-flow-map",
            new Deviation(
                    "The original cannot read a comment at the end of a mapping in braces; YAML allows it.", """
                    {
                      "app":\s
                      {
                        "name": "x", # ok
                        "port": "80" # no comma
                      }
                    }
                    """, 1),
            "properties/special-values",
            new Deviation(
                    "The original does not escape U+0080 to U+00FE, which readers of ISO 8859-1 and of UTF-8 read differently.",
                    "a=\\ lead\nb=x=y:z #!\nc=\\u00ff\\u00fe\\u0100\nd=\\ud83d\\ude00\ne=\nf=1\n",
                    5),
            "yaml/replace-with-invalid-fragment",
            new Deviation(
                    "The original fails: it keeps the beginning of a value that is not YAML. It was meant to become a string.",
                    "m: \"{<<<\"\n",
                    1),
            "json/dates-are-reformatted",
            new Deviation(
                    "The original rewrites texts that look like dates, and so changes values that have no variable.",
                    """
                    {"a":"2020-01-02T03:04:05Z","b":"2020-01-02T03:04:05.000Z","c":"2020-01-02","d":"2020-01-02T03:04:05","e":"y"}""",
                    1),
            "json/parent-and-child-both-set",
            new Deviation(
                    "The original reports that it also replaces the child, although its parent was replaced.",
                    "{\"o\":{\"a\":5}}",
                    1));

    private record Deviation(String reason, String expected, int replacements) {}

    static Stream<Arguments> cases() throws Exception {
        if (!Files.exists(VECTORS)) {
            return Stream.of(Arguments.of("the vectors are absent", null));
        }
        List<Arguments> cases = new ArrayList<>();
        for (String folder : List.of("structured", "structured-recorded")) {
            for (JsonNode vector :
                    JSON.readTree(VECTORS.resolve(folder + "/index.json").toFile())) {
                if (FORMATS.containsKey(vector.get("format").asText())) {
                    String id = vector.get("id").asText();
                    cases.add(Arguments.of(
                            id, new Case(id, VECTORS.resolve(folder).resolve(id), vector)));
                }
            }
        }
        return cases.stream();
    }

    record Case(String id, Path folder, JsonNode vector) {
        byte[] input() throws Exception {
            return Files.readAllBytes(folder.resolve(vector.get("input").asText()));
        }

        StructuredFormat format() {
            return Objects.requireNonNull(FORMATS.get(vector.get("format").asText()));
        }

        StructuredVariables variables() throws Exception {
            List<Variable> variables = new ArrayList<>();
            JSON.readTree(folder.resolve("variables.json").toFile())
                    .properties()
                    .forEach(it -> variables.add(new Variable(
                            it.getKey(),
                            it.getValue().isNull() ? null : it.getValue().asText(),
                            false)));
            return new StructuredVariables(new VariableSet(variables, Clock.systemUTC()));
        }

        boolean fails() {
            return vector.has("expect_error")
                    || (vector.path("result").asText().startsWith("EXCEPTION") && !DEVIATIONS.containsKey(id));
        }

        int replacements(int otherwise) {
            Deviation deviation = DEVIATIONS.get(id);
            if (deviation != null) {
                return deviation.replacements();
            }
            return vector.has("replacements")
                    ? vector.get("replacements").asInt()
                    : vector.path("expected_replacement_log_count").asInt(otherwise);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void replaces_as_octopus_does(String name, Case vector) throws Exception {
        assumeTrue(vector != null, "../shared/vectors is absent");
        byte[] input = vector.input();
        if (vector.fails()) {
            NotThisFormatException refusal = catchThrowableOfType(
                    NotThisFormatException.class, () -> vector.format().replace(input, vector.variables()));
            assertThat(refusal).as(name).isNotNull();
            vector.vector()
                    .path("expect_error")
                    .path("message_regex")
                    .forEach(regex -> assertThat(refusal.getMessage()).containsPattern(regex.asText()));
            return;
        }

        Replaced replaced = vector.format().replace(input, vector.variables());

        int count = replaced.replacements().size();
        assertThat(count).as("replacements").isEqualTo(vector.replacements(count));
        if (vector.vector().has("expected_log_info")) {
            assertThat(count).as("nothing found").isZero();
        }
        onlyReplacedValuesDiffer(input, replaced);
        Deviation deviation = DEVIATIONS.get(vector.id());
        if (deviation != null) {
            assertThat(Text.decode(replaced.bytes()).content())
                    .as(deviation.reason())
                    .isEqualTo(deviation.expected());
        } else if (!vector.vector().get("expected").isNull()) {
            sameValues(vector, replaced.bytes());
        }
    }

    /** Checks that each value of the sample, and nothing else, is found by its path. */
    @Test
    void values_of_yaml_files_have_the_paths_of_octopus() throws Exception {
        Path folder = VECTORS.resolve("structured/yaml-paths");
        assumeTrue(Files.exists(folder), "../shared/vectors is absent");
        byte[] input = Files.readAllBytes(folder.resolve("input.yaml"));
        String text = Text.decode(input).content();
        List<Variable> all = new ArrayList<>();
        for (JsonNode expected : JSON.readTree(folder.resolve("expected.json").toFile())) {
            String path = expected.get("path").asText();
            all.add(new Variable(path, "new " + path, false));
            VariableSet one = new VariableSet(List.of(all.getLast()), Clock.systemUTC());
            String value = expected.get("value").asText();
            assertThat(Text.decode(new YamlFormat()
                                    .replace(input, new StructuredVariables(one))
                                    .bytes())
                            .content())
                    .as(path)
                    .isEqualTo(text.replaceFirst("(?m)" + value + "$", "new " + path));
        }
        assertThat(new YamlFormat()
                        .replace(input, new StructuredVariables(new VariableSet(all, Clock.systemUTC())))
                        .replacements())
                .extracting(Replacement::variable)
                .containsExactlyElementsOf(all.stream().map(Variable::name).toList());
    }

    private static void sameValues(Case vector, byte[] actual) throws Exception {
        byte[] expected = Files.readAllBytes(
                vector.folder().resolve(vector.vector().get("expected").asText()));
        Text ours = Text.decode(actual);
        Text theirs = Text.decode(expected);
        switch (vector.vector().get("format").asText()) {
            case "json" ->
                assertThat(DocumentValues.json(ours.content())).isEqualTo(DocumentValues.json(theirs.content()));
            case "yaml" ->
                assertThat(DocumentValues.yaml(ours.content())).isEqualTo(DocumentValues.yaml(theirs.content()));
            default ->
                assertThat(ours.content().replace("\r\n", "\n"))
                        .isEqualTo(theirs.content().replace("\r\n", "\n"));
        }
        if (vector.id().contains("Encoding")) {
            assertThat(ours.encoding()).isEqualTo(theirs.encoding());
            assertThat(ours.content().contains("\r\n"))
                    .isEqualTo(theirs.content().contains("\r\n"));
        }
    }

    /**
     * Checks that all lines before the first replaced value are unchanged, and that every removed line is at a replaced value or after it.
     */
    private static void onlyReplacedValuesDiffer(byte[] input, Replaced replaced) throws Exception {
        if (replaced.replacements().isEmpty()) {
            assertThat(replaced.bytes()).isEqualTo(input);
            return;
        }
        List<String> before = Text.decode(input).content().lines().toList();
        List<String> after =
                new ArrayList<>(Text.decode(replaced.bytes()).content().lines().toList());
        List<Integer> places =
                replaced.replacements().stream().map(Replacement::line).toList();
        int first = places.getFirst();
        // A collection that is replaced by a text on the line of its key begins on the next line.
        int same = Math.max(0, first - 2);
        assertThat(after.subList(0, same)).isEqualTo(before.subList(0, same));
        for (int line = 1; line <= before.size(); line++) {
            if (line <= same) {
                continue;
            }
            int found = after.indexOf(before.get(line - 1));
            if (found >= 0) {
                after.subList(0, found + 1).clear();
            } else {
                assertThat(places).as("line " + line).anyMatch(nearby(line));
            }
        }
    }

    /** Values of the samples have at most this many lines. */
    private static Predicate<Integer> nearby(int line) {
        return place -> place <= line + 1 && line < place + 16;
    }
}
