package io.slipway.builds.instant;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.memory.MemoryBuildPorts;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.name.SpaceName;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
    @Test
    void the_least_recently_used_contents_are_evicted() {
        Recent<String> recent = new Recent<>(10, 5);
        recent.keep("a", new byte[4]);
        recent.keep("b", new byte[4]);
        assertThat(recent.find("a")).isPresent();
        recent.keep("c", new byte[4]);
        assertThat(recent.find("b")).isEmpty();
        assertThat(recent.find("a")).isPresent();
        assertThat(recent.find("c")).isPresent();
    }

    @Test
    void large_contents_are_not_cached_and_repeated_ones_count_once() {
        Recent<String> recent = new Recent<>(10, 5);
        recent.keep("large", new byte[6]);
        assertThat(recent.find("large")).isEmpty();
        recent.keep("a", new byte[5]);
        recent.keep("a", new byte[5]);
        recent.keep("b", new byte[5]);
        assertThat(recent.find("a")).isPresent();
        assertThat(recent.find("b")).isPresent();
    }

    @Test
    void short_ranges_of_a_blob_are_cached_and_long_ones_are_not() {
        List<Integer> reads = new ArrayList<>();
        RecentBytes bytes = new RecentBytes(new BlobBytes() {
            @Override
            public byte[] read(StoredBlob blob, long from, int length) {
                reads.add(length);
                return new byte[length];
            }

            @Override
            public InputStream open(StoredBlob blob) {
                return new ByteArrayInputStream(new byte[0]);
            }
        });
        StoredBlob blob = new StoredBlob("blobs/default/1", 1 << 20);
        byte[] first = bytes.read(blob, 5, 100);
        first[0] = 7;
        assertThat(bytes.read(blob, 5, 100))
                .as("without changes by other callers")
                .isEqualTo(new byte[100]);
        bytes.read(blob, 6, 100);
        bytes.read(new StoredBlob("blobs/default/2", 1 << 20), 5, 100);
        bytes.read(blob, 0, 300_000);
        bytes.read(blob, 0, 300_000);
        assertThat(reads).containsExactly(100, 100, 100, 300_000, 300_000);
    }

    @Test
    void an_index_is_cached_only_for_its_space() {
        Indexes stored = new MemoryBuildPorts().indexes();
        RecentIndexes indexes = new RecentIndexes(stored);
        assertThat(indexes.find(SpaceName.DEFAULT, "layers/1")).isEmpty();
        stored.put(SpaceName.DEFAULT, "layers/1", new byte[] {1});
        assertThat(indexes.find(SpaceName.DEFAULT, "layers/1")).isPresent();
        stored.put(SpaceName.DEFAULT, "layers/1", new byte[] {2});
        assertThat(indexes.find(SpaceName.DEFAULT, "layers/1").orElseThrow())
                .as("an index never changes under its name")
                .containsExactly(1);
        assertThat(indexes.has(new SpaceName("other"), "layers/1")).isFalse();
    }
}
