package io.slipway.packages.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1.2,2.0)      | 1.2 1.2.0 1.9.9 2.0.0-beta         | 1.1 1.2-rc 2.0 2.0.0",
                "(1.2,2.0]      | 1.2.0.1 2 2.0.0-beta               | 1.2 2.0.1",
                "[1.2]          | 1.2 1.2.0                          | 1.2.1 1.2-a",
                "(,1.0]         | 0.1 1.0 1.0-a                      | 1.0.1",
                "(,1.0)         | 0.1 1.0-a                          | 1.0",
                "[1.0,)         | 1.0 9                              | 0.9 1.0-a",
                "(1.0,)         | 1.0.1                              | 1.0",
                "(,)            | 0 latest 9                         |",
                "1.0            | 1.0 9                              | 0.9",
                "1.*            | 1 1.0 1.99.9                       | 2.0 0.9",
                "1.2.*          | 1.2 1.2.99                         | 1.3 1.1",
                "*              | 0 latest 1.0-a                     |",
                "[1,2),[3,4]    | 1 1.5 3 4                          | 2 2.5 4.1",
                "(,1] , [2,)    | 0.5 1 2 3                          | 1.5",
                "[ 1.2 , 2.0 )  | 1.2                                | 2.0"
            })
    void versions_are_inside_or_outside_of_a_range(String range, String within, String without) {
        VersionRange<OctopusVersion> parsed = VersionRange.parse(range, OctopusVersion::parse);
        assertThat(versions(within)).allMatch(parsed::contains);
        assertThat(versions(without)).noneMatch(parsed::contains);
    }

    @Test
    void a_range_works_with_any_version_scheme() {
        VersionRange<MavenVersion> maven = VersionRange.parse("[1.0-beta,1.0]", MavenVersion::parse);
        assertThat(maven.contains(MavenVersion.parse("1.0-rc1"))).isTrue();
        assertThat(maven.contains(MavenVersion.parse("1.0-alpha"))).isFalse();
        VersionRange<SemanticVersion> semantic = VersionRange.parse("[1.0-beta.2,)", SemanticVersion::parse);
        assertThat(semantic.contains(SemanticVersion.parse("1.0-beta.11"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[]",
                "()",
                "[1",
                "1]",
                "(1)",
                "[1)",
                "[2,1]",
                "[1,1)",
                "(1,1)",
                "[1,2,3]",
                "[1,2],",
                "[1,2] [3]",
                "[1,2]x",
                "[1,2],x",
                "a.*",
                ".*",
                "[1.*,2]",
                "1 - 2",
                "[1,[2]]"
            })
    void text_that_is_not_a_range_is_refused(String text) {
        assertThatExceptionOfType(VersionException.class)
                .isThrownBy(() -> VersionRange.parse(text, OctopusVersion::parse));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1.2,2.0)     | 1.1 1.2 1.3 2.0-beta 2.0 | 1.3",
                "[1.2,2.0-a]   | 1.1 1.2 1.3 2.0-a 2.0    | 2.0-a",
                "[1.2,2.0)     | 1.9-rc.1 1.9-rc.2        | 1.9-rc.2",
                "*             | 1.0 1.1+a                | 1.1+a",
                "[3,4]         | 1.0 2.0                  |"
            })
    void the_newest_version_is_a_release_if_one_is_in_the_range(String range, String versions, String newest) {
        assertThat(VersionRange.parse(range, OctopusVersion::parse).newest(versions(versions)))
                .map(OctopusVersion::text)
                .isEqualTo(Optional.ofNullable(newest));
    }

    private static List<OctopusVersion> versions(String texts) {
        return texts == null
                ? List.of()
                : Stream.of(texts.split(" ")).map(OctopusVersion::parse).toList();
    }
}
