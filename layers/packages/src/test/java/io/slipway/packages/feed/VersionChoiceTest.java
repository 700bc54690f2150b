package io.slipway.packages.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.SpaceName;
import io.slipway.packages.version.VersionException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionChoiceTest {
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, new byte[0]);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''        | 1.9 1.10 2.0-beta          | 1.10",
                "[1.0,2.0) | 1.9 1.10 2.0               | 1.10",
                "1.*       | 1.9 1.10 2.0               | 1.10",
                "1.9       | 1.9 1.10                   | 1.9",
                "' 1.9 '   | 1.9 1.10                   | 1.9",
                "1.9       | 1.9.0 1.10                 | 1.9.0",
                "1.9.0     | 1.9 1.9.0                  | 1.9.0",
                "99999999999 | 1.9 99999999999          | 99999999999"
            })
    void the_newest_version_in_a_range_or_the_equal_one_is_chosen(String wanted, String versions, String chosen) {
        assertThat(choose(wanted, versions)).contains(chosen);
    }

    @Test
    void no_version_is_chosen_if_none_matches() {
        assertThat(choose("3.0", "1.9 1.10")).isEmpty();
        assertThat(choose("[3.0,)", "1.9 1.10")).isEmpty();
        assertThat(choose("", "99999999999")).isEmpty();
    }

    @Test
    void a_text_that_is_neither_a_version_nor_a_range_is_refused() {
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> choose("[1.0", "1.9"));
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> choose("newest!", "1.9"));
    }

    private static Optional<String> choose(String wanted, String versions) {
        return new VersionChoice(wanted)
                .of(Stream.of(versions.split(" "))
                        .map(VersionChoiceTest::stored)
                        .toList())
                .map(it -> it.version().value());
    }

    private static StoredPackage stored(String text) {
        PackageId id = new PackageId("Acme.Web");
        PackageVersion version = new PackageVersion(text);
        return new StoredPackage(
                id.repository(SpaceName.DEFAULT),
                version.tag(),
                id,
                version,
                new PackageFile("Acme.Web." + text + ".zip", DIGEST, 1),
                DIGEST,
                Optional.empty());
    }
}
