package io.slipway.core.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectKeyTest {
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, new byte[1]);
    private static final String PREFIX = "direct/default/team/app/sha256/";

    @Test
    void a_key_has_the_repository_the_digest_and_the_day() {
        DirectKey key =
                new DirectKey(new RepositoryName(SpaceName.DEFAULT, "team/app"), DIGEST, new LandingDay(20_000));
        assertThat(key).hasToString(PREFIX + DIGEST.hex() + "/20000");
        assertThat(DirectKey.parse(key.toString())).contains(key);
    }

    @Test
    void a_key_of_a_later_space_of_the_name_has_its_generation() {
        RepositoryName app = new RepositoryName(new SpaceName("team", 3), "app");
        DirectKey key = new DirectKey(app, DIGEST, new LandingDay(20_000));
        assertThat(key.toString()).endsWith("/20000.3");
        assertThat(DirectKey.parse(key.toString())).contains(key);
    }

    @Test
    void a_key_can_be_written_until_its_day_is_closed_and_those_of_other_lanes_once() {
        LandingDay day = new LandingDay(20_000);
        assertThat(DirectKey.closed(PREFIX + DIGEST.hex() + "/20000")).isEqualTo(day.closed());
        assertThat(DirectKey.closed("blobs/default/session")).isEqualTo(Instant.MIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blobs/default/app",
                "direct/default/app/sha512/00/20000",
                "direct/default/app/sha256/00/20000",
                PREFIX + "XY/20000",
                "direct/Not a space/app/sha256/0000000000000000000000000000000000000000000000000000000000000000/20000",
                "direct/default/app/sha256/0000000000000000000000000000000000000000000000000000000000000000/day",
                "direct/default/app/sha256/0000000000000000000000000000000000000000000000000000000000000000/20000.0",
            })
    void keys_of_another_form_are_not_parsed(String key) {
        assertThat(DirectKey.parse(key)).isEmpty();
    }
}
