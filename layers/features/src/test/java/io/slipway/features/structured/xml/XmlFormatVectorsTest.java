package io.slipway.features.structured.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.features.octostache.Variable;
import io.slipway.features.structured.NotThisFormatException;
import io.slipway.features.structured.StructuredFormat.Replaced;
import io.slipway.features.structured.StructuredVariables;
import io.slipway.features.variables.VariableSet;
import io.slipway.features.xml.CanonicalXml;
import io.slipway.features.xml.XmlFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compares results with those of the original engine; skipped if the folder of vectors is missing. */
class XmlFormatVectorsTest {
    private static final Path FOLDER = Path.of(System.getProperty("slipway.root", "."), "..", "shared", "vectors");

    /** The known defects of the original, with the correct results. */
    private static final Map<String, String> DEFECTS = Map.of(
            "xml/count-function-result",
            "the original crashes on an expression that yields a number; here it changes nothing");

    private static final Pattern PIECES =
            Pattern.compile("<!\\[CDATA\\[.*?]]>|<!--.*?-->|<[^>]*>|[^<]+", Pattern.DOTALL);

    /** Reports that the vectors were skipped, which an empty test factory would not. */
    @Test
    void the_vectors_are_present() {
        assumeTrue(Files.exists(FOLDER), "the vectors are absent: " + FOLDER.normalize());
        assertThat(FOLDER.resolve("structured/index.json")).exists();
    }

    @TestFactory
    Stream<DynamicTest> official() throws IOException {
        return cases("structured");
    }

    @TestFactory
    Stream<DynamicTest> recorded() throws IOException {
        return cases("structured-recorded");
    }

    private static Stream<DynamicTest> cases(String family) throws IOException {
        Path folder = FOLDER.resolve(family);
        assumeTrue(Files.exists(folder), "the vectors are absent: " + folder.normalize());
        List<JsonNode> cases = new ArrayList<>();
        new ObjectMapper().readTree(folder.resolve("index.json").toFile()).forEach(cases::add);
        return cases.stream()
                .filter(it -> it.path("format").asText().equals("xml"))
                .map(it -> DynamicTest.dynamicTest(
                        it.path("id").asText(),
                        () -> check(it, folder.resolve(it.path("id").asText()))));
    }

    private static void check(JsonNode it, Path folder) throws Exception {
        byte[] input = Files.readAllBytes(folder.resolve(it.path("input").asText()));
        JsonNode variables =
                new ObjectMapper().readTree(folder.resolve("variables.json").toFile());
        Replaced replaced = replace(input, variables);

        if (DEFECTS.containsKey(it.path("id").asText())) {
            assertThat(replaced.bytes()).isEqualTo(input);
            assertThat(replaced.warnings()).hasSize(1);
            return;
        }
        if (it.hasNonNull("expected")) {
            byte[] expected =
                    Files.readAllBytes(folder.resolve(it.path("expected").asText()));
            compare(it.path("id").asText(), input, expected, replaced.bytes());
        }
        if (it.has("replacements")) {
            // The original counts a match before it is clear that the value can be set.
            long refused = replaced.warnings().stream()
                    .filter(warning -> warning.startsWith("Could not set"))
                    .count();
            assertThat(replaced.replacements().size() + refused)
                    .isEqualTo(it.path("replacements").asLong());
        }
        if (replaced.replacements().isEmpty()) {
            assertThat(replaced.bytes()).isEqualTo(input);
        }
        keepsTheRest(input, replaced, variables);
    }

    private static void compare(String id, byte[] input, byte[] expected, byte[] actual) throws Exception {
        if (id.contains("Encoding")) {
            // The original writes this sample unchanged, except for the space before the declaration's end.
            assertThat(actual)
                    .isEqualTo(
                            input.length > 0 && input[0] == '<' && input[1] == '?'
                                    ? new String(expected, StandardCharsets.ISO_8859_1)
                                            .replaceFirst("\"\\?>", "\" ?>")
                                            .getBytes(StandardCharsets.ISO_8859_1)
                                    : expected);
        } else {
            assertThat(CanonicalXml.of(actual)).isEqualTo(CanonicalXml.of(expected));
        }
    }

    /** Checks that all new text in the output is in a replaced value, or in a tag around one. */
    private static void keepsTheRest(byte[] input, Replaced replaced, JsonNode variables) throws Exception {
        List<String> added = pieces(replaced.bytes());
        pieces(input).forEach(added::remove);
        int values = 0;
        for (JsonNode value : variables) {
            values += PIECES.matcher(value.asText()).results().toList().size();
        }
        assertThat(added).hasSizeLessThanOrEqualTo(2 * replaced.replacements().size() + values);
    }

    private static List<String> pieces(byte[] file) throws Exception {
        Matcher matcher = PIECES.matcher(XmlFile.read(file).document().markup());
        return new ArrayList<>(matcher.results().map(result -> result.group()).toList());
    }

    private static Replaced replace(byte[] input, JsonNode variables) throws Exception {
        List<Variable> declared = new ArrayList<>();
        variables
                .properties()
                .forEach(it ->
                        declared.add(new Variable(it.getKey(), it.getValue().textValue(), false)));
        return new XmlFormat().replace(input, new StructuredVariables(new VariableSet(declared, Clock.systemUTC())));
    }

    @Test
    void a_file_that_is_not_xml_is_left_to_the_next_format() {
        assertThatExceptionOfType(NotThisFormatException.class)
                .isThrownBy(
                        () -> replace("a: 1".getBytes(StandardCharsets.UTF_8), new ObjectMapper().createObjectNode()));
    }
}
