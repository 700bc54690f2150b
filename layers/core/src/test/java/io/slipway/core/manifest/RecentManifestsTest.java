package io.slipway.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import org.junit.jupiter.api.Test;

class RecentManifestsTest {
    private final RecentManifests recent = new RecentManifests();

    @Test
    void the_least_recently_used_manifests_are_evicted() {
        byte[] quarter = new byte[RecentManifests.MAX_BYTES / 4];
        for (int i = 0; i < 4; i++) {
            recent.put(digest(i), quarter);
        }
        assertThat(recent.get(digest(0))).isPresent();
        recent.put(digest(0), quarter);
        recent.put(digest(4), quarter);
        assertThat(recent.get(digest(1))).isEmpty();
        for (int i : new int[] {0, 2, 3, 4}) {
            assertThat(recent.get(digest(i))).as("number " + i).contains(quarter);
        }
    }

    @Test
    void a_manifest_larger_than_the_cache_is_not_kept() {
        recent.put(digest(0), new byte[RecentManifests.MAX_BYTES + 1]);
        recent.put(digest(1), new byte[1]);
        assertThat(recent.get(digest(0))).isEmpty();
        assertThat(recent.get(digest(1))).isPresent();
    }

    private static Digest digest(int number) {
        return Digest.of(DigestAlgorithm.SHA256, new byte[] {(byte) number});
    }
}
