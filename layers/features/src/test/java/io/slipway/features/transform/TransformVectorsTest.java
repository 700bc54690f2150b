package io.slipway.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.features.transform.Pairing.Pair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the cases of Calamari's own tests of pairing files and transforms. */
class TransformVectorsTest {
    private static final Path VECTORS = Path.of(System.getProperty("slipway.root"), "../shared/vectors/netconfig");
    private static final String FOLDER = "/app";
    private static final String PACKAGE = "Octopus.Action.Package.";

    static Stream<Arguments> locatorCases() throws Exception {
        return cases("transform-file-locator");
    }

    static Stream<Arguments> conventionCases() throws Exception {
        return cases("transform-conventions");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("locatorCases")
    void transforms_are_found_as_in_octopus(String name, JsonNode all, JsonNode vector) {
        assumeTrue(Files.exists(VECTORS), "../shared/vectors is absent");
        List<String> files = new ArrayList<>();
        vector.get("files").forEach(file -> files.add(path(file.asText())));
        TransformLocator locator = new TransformLocator(
                new FileNames(files), path(vector.path("extraction_directory").asText("c:\\temp")));
        TransformDefinition definition = TransformDefinition.parse(
                        path(vector.get("transform").asText()))
                .orElseThrow();

        for (JsonNode expected : vector.get("expected")) {
            List<String> transformedBy = new ArrayList<>();
            expected.get("transformed_by").forEach(file -> transformedBy.add(path(file.asText())));
            String source = path(expected.get("source_file").asText());
            assertThat(locator.transforms(source, definition, reason -> {}))
                    .as("%s: %s", name, source)
                    .containsExactlyInAnyOrderElementsOf(transformedBy);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conventionCases")
    void pairs_are_formed_as_in_octopus(String name, JsonNode all, JsonNode vector) throws Exception {
        assumeTrue(Files.exists(VECTORS), "../shared/vectors is absent");
        assumeTrue(!vector.path("os").asText().equals("windows"), "names are case-sensitive on this file system");
        List<String> files = new ArrayList<>();
        all.get("files").forEach(file -> files.add(file.asText()));
        JsonNode variables = vector.path("variables");
        String listed = vector.path("additional_transforms").asText("").replace("<ROOT>", FOLDER);
        Pairing pairing = Pairing.of(
                FOLDER,
                files,
                new Pairing.Request(
                        Arrays.asList(listed.split("[,\\r\\n]")),
                        variables
                                .path(PACKAGE + "AutomaticallyRunConfigurationTransformationFiles")
                                .asText()
                                .equalsIgnoreCase("true"),
                        variables.path("Octopus.Environment.Name").asText(""),
                        variables.path("Octopus.Deployment.Tenant.Name").asText(""),
                        false));

        List<Pair> expected = pairs(vector.path("expected"));
        assertThat(pairing.pairs()).as(name).containsAll(expected);
        assertThat(pairing.pairs()).as(name).doesNotContainAnyElementsOf(notExpected(vector));
        if (vector.path("ordered").asBoolean()) {
            assertThat(pairing.pairs()).as(name).containsSubsequence(expected);
        }
        if (vector.path("exactly_once").asBoolean()) {
            assertThat(pairing.pairs()).as(name).containsExactlyElementsOf(expected);
        }
        if (vector.has("exact_count")) {
            assertThat(pairing.pairs())
                    .as(name)
                    .hasSize(vector.get("exact_count").asInt());
        }
        if (vector.has("expected_log")) {
            assertThat(Stream.concat(pairing.notes().stream(), pairing.unmatched().stream()))
                    .as(name)
                    .contains(vector.get("expected_log").asText());
        }
    }

    private static List<Pair> notExpected(JsonNode vector) {
        List<Pair> pairs = pairs(vector.path("not_expected"));
        // An empty list requests nothing.
        return pairs.isEmpty() ? List.of(new Pair("", "")) : pairs;
    }

    private static List<Pair> pairs(JsonNode node) {
        List<Pair> pairs = new ArrayList<>();
        for (JsonNode pair : node) {
            pairs.add(new Pair(
                    pair.get(0).asText().replace('\\', '/'),
                    pair.get(1).asText().replace('\\', '/')));
        }
        return pairs;
    }

    /** Converts a Windows drive to a folder. */
    private static String path(String windows) {
        return windows.replace("c:\\", "/c/").replace('\\', '/');
    }

    private static Stream<Arguments> cases(String folder) throws Exception {
        Path file = VECTORS.resolve(folder).resolve("cases.json");
        if (!Files.exists(file)) {
            return Stream.of(Arguments.of("the vectors are absent", null, null));
        }
        JsonNode all = new ObjectMapper().readTree(file.toFile());
        List<Arguments> cases = new ArrayList<>();
        for (JsonNode node : all.get("cases")) {
            String what = node.path("transform")
                    .asText(node.path("additional_transforms").asText());
            cases.add(Arguments.of(
                    cases.size() + " " + node.get("id").asText() + " " + what.replace('\n', ','), all, node));
        }
        return cases.stream();
    }
}
