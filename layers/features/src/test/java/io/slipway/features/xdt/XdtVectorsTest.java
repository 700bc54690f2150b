package io.slipway.features.xdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.features.xdt.Message.Origin;
import io.slipway.features.xdt.Message.Severity;
import io.slipway.features.xdt.TransformOutcome.Result;
import io.slipway.features.xml.XmlFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the document and every line of the log with those of Microsoft's own engine. */
class XdtVectorsTest {
    private static final Path VECTORS = Path.of(System.getProperty("slipway.root"), "../shared/vectors/xdt");

    /** Known defects of the original, which are not copied. */
    private static final Map<String, String> DIFFERENT = Map.of(
            "match-value-with-quote",
            "Match quotes values with apostrophes even if they contain one; here the element is found");

    /** Our messages for errors for which the original has those of its XPath engine. */
    private static final Pattern XPATH_ERROR =
            Pattern.compile(".* error: '.*' (has an invalid token|cannot be evaluated).*");

    static Stream<String> cases() throws Exception {
        if (!Files.exists(VECTORS)) {
            return Stream.of("the vectors are absent");
        }
        try (Stream<Path> folders = Files.list(VECTORS)) {
            return folders.map(folder -> String.valueOf(folder.getFileName())).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void documents_and_logs_equal_those_of_the_original(String name) throws Exception {
        assumeTrue(Files.exists(VECTORS), "../shared/vectors is absent");
        Path folder = VECTORS.resolve(name);
        JsonNode meta = new ObjectMapper().readTree(folder.resolve("meta.json").toFile());
        XmlFile source = XmlFile.read(Files.readAllBytes(folder.resolve("source.xml")));
        XmlFile transform = XmlFile.read(Files.readAllBytes(folder.resolve("transform.xml")));

        TransformOutcome outcome = Transformation.apply(source.document(), transform.document());

        if (DIFFERENT.containsKey(name)) {
            assertThat(outcome.result()).as("%s: %s", name, DIFFERENT.get(name)).isEqualTo(Result.DONE);
            return;
        }
        assertThat(outcome.result() == Result.DONE)
                .as("%s succeeds", name)
                .isEqualTo(meta.get("success").asBoolean());
        assertThat(outcome.messages(Severity.WARNING))
                .filteredOn(warning -> warning.origin() == Origin.TRANSFORM)
                .as("%s: warnings at the transform", name)
                .hasSize(meta.get("warnings").asInt());
        List<String> log = outcome.messages().stream().map(XdtVectorsTest::line).toList();
        assertThat(log).as("%s: log", name).isEqualTo(expectedLog(folder, log));
        Path expected = folder.resolve("expected.xml");
        if (outcome.result() != Result.REFUSED && Files.exists(expected)) {
            assertThat(Canonical.of(source.write().bytes()))
                    .as("%s: document", name)
                    .isEqualTo(Canonical.of(Files.readAllBytes(expected)));
        }
    }

    private static List<String> expectedLog(Path folder, List<String> ours) throws Exception {
        List<String> expected =
                new ArrayList<>(Files.readAllLines(folder.resolve("expected.log"), StandardCharsets.UTF_8));
        expected.removeIf(String::isBlank);
        for (int i = 0; i < Math.min(expected.size(), ours.size()); i++) {
            if (expected.get(i).contains("error: ")
                    && XPATH_ERROR.matcher(ours.get(i)).matches()) {
                expected.set(i, ours.get(i));
            }
        }
        return expected;
    }

    private static String line(Message message) {
        if (message.severity() == Severity.VERBOSE) {
            return "  ".repeat(message.depth()) + message.text();
        }
        String file = message.origin() == Origin.SOURCE ? "source.xml" : "transform.xml";
        return file + " (" + message.position().line() + ", "
                + message.position().column() + ") "
                + (message.severity() == Severity.WARNING ? "warning: " : "error: ") + message.text();
    }
}
