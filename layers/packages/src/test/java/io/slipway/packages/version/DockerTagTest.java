package io.slipway.packages.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerTagTest {
    @ParameterizedTest
    @CsvSource({
        "1.2.0, 1.2.0",
        "1.2.0-deployments-75, 1.2.0-deployments-75",
        "1.2.0-rc.1+build.5, 1.2.0-rc.1_build.5",
        "284.0.0-debian_based, _284.0.0-debian_5fbased",
        "+a, __2ba",
        "-a, _-a",
        "1.0-a\\b, _1.0-a_5cb",
        "1.0-ä, _1.0-_c3_a4",
        "_, __5f"
    })
    void a_version_is_converted_to_a_tag_and_back(String version, String tag) {
        assertThat(DockerTag.of(version).text()).isEqualTo(tag);
        assertThat(new DockerTag(tag).version()).isEqualTo(version);
    }

    @Test
    void different_versions_have_different_tags() {
        Random random = new Random(7);
        Set<String> versions = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            versions.add(random.ints(1 + random.nextInt(6), 0, 8)
                    .mapToObj(c -> "1a.-_+\\2".substring(c, c + 1))
                    .collect(Collectors.joining()));
        }
        Set<DockerTag> tags = new HashSet<>();
        for (String version : versions) {
            DockerTag tag = DockerTag.of(version);
            assertThat(tag.version()).isEqualTo(version);
            tags.add(tag);
        }
        assertThat(tags).hasSameSizeAs(versions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "a+b", "a b", "a/b", "ä"})
    void text_that_is_not_a_tag_is_refused(String tag) {
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> new DockerTag(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_", "_1.0", "_a_", "_a_zz", "_a_41"})
    void a_tag_that_no_version_has_is_refused_as_a_version(String tag) {
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> new DockerTag(tag).version());
    }

    @Test
    void a_version_whose_tag_would_be_too_long_is_refused() {
        assertThat(DockerTag.of("1".repeat(128)).text()).hasSize(128);
        assertThatExceptionOfType(VersionException.class)
                .isThrownBy(() -> DockerTag.of("1".repeat(129)))
                .withMessageContaining(
                        "must have 1 to 128 characters, but that of '" + "1".repeat(129) + "' would have 129");
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> DockerTag.of(""));
    }

    @Test
    void all_tags_can_be_ordered() {
        List<DockerTag> tags = new ArrayList<>(List.of(
                new DockerTag("20300101120000"),
                new DockerTag("latest"),
                new DockerTag("1.2.0-deployments-75"),
                new DockerTag("1.2.0-deployments-100"),
                new DockerTag("1.2.0"),
                new DockerTag("2")));
        List<DockerTag> ordered = List.copyOf(tags);
        Collections.shuffle(tags, new Random(3));
        Collections.sort(tags);
        assertThat(tags).isEqualTo(ordered);
    }
}
