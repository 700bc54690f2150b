package io.slipway.packages.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the cases from the tests of Octopus's versioning library. */
class VersionVectorsTest {
    private static final Path CASES =
            Path.of(System.getProperty("slipway.root"), "../shared/vectors/versions/versions.json");

    /** Groups without a counterpart: Slipway does not create versions from masks, and orders images by time or by SemVer. */
    private static final Set<String> OTHERS = Set.of("OctopusVersionMaskParserTests", "DockerVersionCompareTests");

    static Stream<Arguments> cases() throws Exception {
        if (!Files.exists(CASES)) {
            return Stream.of(Arguments.of("the vectors are missing", null));
        }
        List<Arguments> cases = new ArrayList<>();
        new ObjectMapper()
                .readTree(CASES.toFile()).get("tests").properties().stream()
                        .filter(group -> !OTHERS.contains(group.getKey().split("\\.", 2)[0]))
                        .forEach(group -> group.getValue()
                                .get("cases")
                                .forEach(it -> cases.add(Arguments.of(group.getKey(), it))));
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void versions_are_parsed_and_ordered_as_in_octopus(String group, JsonNode it) {
        assumeTrue(Files.exists(CASES), "../shared/vectors is absent");
        String first = it.path(0).asText("");
        String second = it.path(1).asText("");
        switch (group.substring(group.indexOf('.') + 1)) {
            case "TestSemverVersions", "TestMavenVersions", "TestInvalidSemverVersions" ->
                assertThat(parts(OctopusVersion.parse(first))).isEqualTo(texts(it, 1, 2, 3, 4, 5, 6, 7, 8));
            case "TestIncompatibleMavenVersions" -> {
                assertThat(parts(OctopusVersion.parse(first))).isEqualTo(texts(it, 1, 3, 5, 7, 9, 10, 11, 12));
                MavenVersion maven = MavenVersion.parse(first);
                assertThat(List.of(maven.major(), maven.minor(), maven.patch(), maven.build())
                                .toString())
                        .isEqualTo(texts(it, 1, 2, 4, 6).toString());
            }
            case "TestHasMetadata" ->
                assertThat(!OctopusVersion.parse(first).metadata().isEmpty())
                        .isEqualTo(it.get(1).asBoolean());
            case "LargeVersionNumbersWillFail", "IllegalCharsWillFail" ->
                assertThatExceptionOfType(VersionException.class).isThrownBy(() -> OctopusVersion.parse(first));
            case "TestOriginalStringIsTheSame" ->
                assertThat(OctopusVersion.parse(first).text()).isEqualTo(first.replace(" ", ""));
            case "TestUnderscores", "TestSemverCompare", "TestOctopusPrereleaseCompare" -> {
                assertThat(OctopusVersion.parse(first)).isLessThan(OctopusVersion.parse(second));
                assertThat(OctopusVersion.parse(second)).isGreaterThan(OctopusVersion.parse(first));
            }
            case "TestVersionComparisons", "CompareVersionsWithEquivalentChars" ->
                assertThat(Integer.signum(OctopusVersion.parse(first).compareTo(OctopusVersion.parse(second))))
                        .isEqualTo(it.get(2).asInt());
            case "MatchingVersionsShouldBeGroupedCorrectly", "MatchingVersionsShouldHaveSameHashCodes" ->
                assertThat(OctopusVersion.parse(first))
                        .isEqualTo(OctopusVersion.parse(first))
                        .hasSameHashCodeAs(OctopusVersion.parse(first));
            case "MismatchingVersionsShouldHaveDifferentHashCodes" ->
                assertThat(OctopusVersion.parse(first).hashCode())
                        .isNotEqualTo(OctopusVersion.parse(second).hashCode());
            default -> fail("a group without a test: " + group);
        }
    }

    private static List<String> parts(OctopusVersion version) {
        return List.of(
                String.valueOf(version.major()),
                String.valueOf(version.minor()),
                String.valueOf(version.patch()),
                String.valueOf(version.revision()),
                version.preRelease(),
                version.preReleasePrefix(),
                version.preReleaseCounter(),
                version.metadata());
    }

    private static List<String> texts(JsonNode it, int... places) {
        List<String> texts = new ArrayList<>();
        for (int place : places) {
            texts.add(it.get(place).asText());
        }
        return texts;
    }
}
