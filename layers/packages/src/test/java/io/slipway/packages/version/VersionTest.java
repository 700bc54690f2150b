package io.slipway.packages.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    @Test
    void semantic_versions_are_ordered_as_semver_specifies() {
        assertOrdered(
                SemanticVersion::parse,
                "0.9.9",
                "1.0.0-1",
                "1.0.0-2",
                "1.0.0-10",
                "1.0.0-99999999999",
                "1.0.0-100000000000",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-BETA",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.0.1",
                "v1.0.1",
                "1.1",
                "2");
    }

    @Test
    void octopus_versions_have_the_same_order_and_accept_any_separator() {
        assertOrdered(
                OctopusVersion::parse,
                "latest",
                "1.0-a",
                "1.0.0-a_1",
                "1.0.0-a-2",
                "1.0.0-a.10",
                "1.0.0-b",
                "1.2.0-deployments-75",
                "1.2.0",
                "1.2.0.1",
                "V2");
        assertThat(OctopusVersion.parse("1.2.0-deployments-75"))
                .extracting(OctopusVersion::preReleasePrefix, OctopusVersion::preReleaseCounter)
                .containsExactly("deployments", "75");
    }

    @Test
    void maven_versions_are_ordered_as_in_maven() {
        assertOrdered(
                MavenVersion::parse,
                "1.0-alpha-2",
                "1.0-alpha-10",
                "1.0-beta1",
                "1.0-m3",
                "1.0-rc1",
                "1.0-SNAPSHOT",
                "1.0",
                "1.0-sp",
                "1.0-other",
                "1.0-1",
                "1.0.1",
                "1.10");
        assertThat(MavenVersion.parse("1.0")).isEqualByComparingTo(MavenVersion.parse("1.0.0.Final"));
        assertThat(MavenVersion.parse("1.2.3-4-rc"))
                .extracting(MavenVersion::patch, MavenVersion::build, MavenVersion::qualifier)
                .containsExactly(3, 4, "-rc");
    }

    @Test
    void a_pre_release_comes_before_its_release() {
        assertThat(List.of("1.0-alpha", "1-a1", "2.0-SNAPSHOT", "1.0-cr2"))
                .allMatch(it -> MavenVersion.parse(it).isPreRelease());
        assertThat(List.of("1.0", "1.0.Final", "1.0-GA", "1-1", "r7"))
                .noneMatch(it -> MavenVersion.parse(it).isPreRelease());
        assertThat(SemanticVersion.parse("1.0-a").isPreRelease()).isTrue();
        assertThat(SemanticVersion.parse("1.0+a").isPreRelease()).isFalse();
    }

    @Test
    void metadata_distinguishes_versions_but_does_not_order_them() {
        OctopusVersion one = OctopusVersion.parse("1.0.0+one");
        OctopusVersion two = OctopusVersion.parse("1.0.0+two");
        assertThat(one).isNotEqualTo(two).isEqualByComparingTo(two);
        assertThat(SemanticVersion.parse("1.0.0+one")).isEqualByComparingTo(SemanticVersion.parse("1.0.0+two"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "1.", "1.2.3.4.5", "1.0-", "1.0+", "1.0-a..b", "1.0-ä", "1 .0", "1.0_1", "3000000000"})
    void text_that_is_not_a_semantic_version_is_refused(String text) {
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> SemanticVersion.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1.0 alpha", "[1.0]", "1,0", "99999999999"})
    void text_that_is_not_a_maven_version_is_refused(String text) {
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> MavenVersion.parse(text));
    }

    @Test
    void a_version_that_is_too_long_is_refused_quickly() {
        String text = "1." + "0".repeat(1_000_000);
        for (Function<String, ?> parse : List.<Function<String, ?>>of(
                SemanticVersion::parse,
                OctopusVersion::parse,
                MavenVersion::parse,
                it -> VersionRange.parse(it, OctopusVersion::parse))) {
            assertThatExceptionOfType(VersionException.class)
                    .isThrownBy(() -> parse.apply(text))
                    .withMessage("a version must have at most 256 characters, but had 1000002");
        }
    }

    private static <V extends Version<V>> void assertOrdered(Function<String, V> scheme, String... texts) {
        List<V> ordered = new ArrayList<>();
        for (String text : texts) {
            ordered.add(scheme.apply(text));
        }
        List<V> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(ordered);
    }
}
