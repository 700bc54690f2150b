package io.slipway.packages.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionMaskTest {
    @ParameterizedTest
    @CsvSource({
        "1.2.i, 1.2.3, 1.2.4",
        "i.i.i, 1.2.3, 2.0.0",
        "c.i.0, 1.2.3, 1.3.0",
        "v1.i, v1.9, v1.10",
        "1.0.0-rc.i, 1.0.0-rc.9, 1.0.0-rc.10",
        "1.0.0-i.i, 1.0.0-4.7, 1.0.0-5.0",
        "1.0.0+build.i, 1.0.0+build.41, 1.0.0+build.42",
        "1.0.0-b.i, 1.0.0-b.20991231235959, 1.0.0-b.20991231235960",
        "2.0.0, 1.2.3, 2.0.0"
    })
    void the_next_version_follows_the_one_before(String mask, String current, String next) {
        assertThat(VersionMask.parse(mask).next(Optional.of(OctopusVersion.parse(current))))
                .hasToString(next);
    }

    @Test
    void without_one_before_open_places_are_zero() {
        assertThat(VersionMask.parse("1.i.c-rc.i+b.c").next(Optional.empty())).hasToString("1.0.0-rc.0+b.0");
    }

    @Test
    void the_newest_that_the_mask_allows_is_the_one_to_follow() {
        List<OctopusVersion> versions = Stream.of("1.2.9", "1.3.0-a", "1.3.1", "2.0.0")
                .map(OctopusVersion::parse)
                .toList();
        assertThat(VersionMask.parse("1.i.0").newest(versions)).hasToString("Optional[1.3.1]");
        assertThat(VersionMask.parse("1.2.i").newest(versions)).hasToString("Optional[1.2.9]");
        assertThat(VersionMask.parse("3.i").newest(versions)).isEmpty();
    }

    @Test
    void numbers_that_grow_too_large_are_refused() {
        assertThatExceptionOfType(VersionException.class)
                .isThrownBy(() ->
                        VersionMask.parse("i.0").next(Optional.of(OctopusVersion.parse(Integer.MAX_VALUE + ".0"))))
                .withMessage("A number of a version may be 2147483647 at most, not 2147483648.");
    }
}
