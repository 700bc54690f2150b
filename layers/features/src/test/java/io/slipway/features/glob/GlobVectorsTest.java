package io.slipway.features.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the cases of Calamari's own globbing tests. */
class GlobVectorsTest {
    private static final Path CASES =
            Path.of(System.getProperty("slipway.root"), "../shared/vectors/netconfig/globs/cases.json");

    static Stream<Arguments> cases() throws Exception {
        if (!Files.exists(CASES)) {
            return Stream.of(Arguments.of("the vectors are absent", null));
        }
        List<Arguments> cases = new ArrayList<>();
        for (JsonNode node : new ObjectMapper().readTree(CASES.toFile()).get("cases")) {
            cases.add(Arguments.of(cases.size() + " " + node.path("pattern").asText("several"), node));
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void matches_as_octopus_does(String name, JsonNode vector, @TempDir Path folder) throws Exception {
        assumeTrue(Files.exists(CASES), "../shared/vectors is absent");
        for (JsonNode file : vector.get("files")) {
            Path path = folder.resolve(file.asText());
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }
        Set<Path> found = new HashSet<>();
        Glob glob = new Glob(folder);
        if (vector.has("pattern")) {
            found.addAll(glob.files(vector.get("pattern").asText()));
        }
        for (JsonNode pattern : vector.path("patterns")) {
            found.addAll(glob.files(pattern.asText()));
        }

        if (vector.has("expected_count")) {
            assertThat(found).as(name).hasSize(vector.get("expected_count").asInt());
        }
        if (vector.has("expected_contains_file_name")) {
            assertThat(found)
                    .as(name)
                    .anyMatch(path -> path.endsWith(
                            vector.get("expected_contains_file_name").asText()));
        }
        assertThat(found).as(name).allMatch(path -> Files.isRegularFile(folder.resolve(path)));
    }
}
