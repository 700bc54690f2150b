package io.slipway.builds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.instant.WrittenLayers;
import io.slipway.builds.instant.WrittenLayers.WrittenLayer;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link WrittenLayers}. */
public abstract class WrittenLayersContract extends BuildContract {
    private static WrittenLayer layer(SpaceName space, String content) {
        return new WrittenLayer(
                digest(content),
                new StoredBlob("blobs/" + space + "/" + content, 5_000_000_000L),
                digest("plain " + content),
                new RepositoryName(space, "web/app"));
    }

    private WrittenLayers layers() {
        return ports().layers();
    }

    @Test
    void a_layer_is_found_by_its_key_within_its_space() {
        SpaceName space = space();
        WrittenLayer layer = layer(space, "a");
        assertThat(layers().findAll(space, List.of("key-a"))).isEmpty();
        layers().remember("key-a", layer);
        assertThat(layers().findAll(space, List.of("key-a", "key-b", "key-a")))
                .containsOnly(java.util.Map.entry("key-a", layer));
        assertThat(layers().findAll(space(), List.of("key-a"))).isEmpty();
    }

    @Test
    void a_layer_replaces_the_previous_one_of_its_key() {
        SpaceName space = space();
        layers().remember("key", layer(space, "old"));
        layers().remember("key", layer(space, "new"));
        assertThat(layers().findAll(space, List.of("key")))
                .containsOnly(java.util.Map.entry("key", layer(space, "new")));
    }

    @Test
    void many_layers_are_found_in_one_call() {
        SpaceName space = space();
        List<String> keys = IntStream.range(0, 120).mapToObj(i -> "key-" + i).toList();
        layers().remember("key-0", layer(space, "first"));
        layers().remember("key-119", layer(space, "last"));
        assertThat(layers().findAll(space, keys)).containsOnlyKeys("key-0", "key-119");
    }
}
