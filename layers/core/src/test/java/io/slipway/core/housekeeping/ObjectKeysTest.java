package io.slipway.core.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.blob.DirectKey;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.SessionId;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.upload.FirstChunkKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeysTest {
    private static final SpaceName SPACE = new SpaceName("team-a", 2);
    private static final String SESSION = SessionId.next(Instant.EPOCH, SPACE);

    @Test
    void the_space_of_a_blob_has_the_generation_of_its_session() {
        assertThat(ObjectKeys.spaceOf("blobs/team-a/" + SESSION)).contains(SPACE);
        assertThat(ObjectKeys.spaceOf("blobs/team-a/" + SESSION + "/one")).contains(SPACE);
        assertThat(ObjectKeys.spaceOf(new FirstChunkKey(new LandingDay(20_000), SPACE, SESSION).toString()))
                .contains(SPACE);
    }

    @Test
    void the_space_of_an_object_of_the_direct_lane_is_that_of_its_repository() {
        DirectKey key = new DirectKey(
                new RepositoryName(SPACE, "app"), Digest.of(DigestAlgorithm.SHA256, new byte[0]), new LandingDay(1));
        assertThat(ObjectKeys.spaceOf(key.toString())).contains(SPACE);
    }

    @Test
    void the_space_of_a_manifest_is_in_its_key() {
        assertThat(ObjectKeys.spaceOf("manifests/team-a/one")).contains(new SpaceName("team-a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs/NOT_A_SPACE/one", "blobs/one", "manifests/team-a/one/two", "chunks/one/two", "one"})
    void keys_that_the_registry_does_not_write_have_no_space(String key) {
        assertThat(ObjectKeys.spaceOf(key)).isEmpty();
    }
}
