package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.client.Content;
import io.slipway.client.image.FileContent;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Restores the layers of the base image in an image, so that a registry stores each once, and nodes that have the
 * base image do not pull them again. New layers are compressed.
 */
final class BaseLayers {
    private BaseLayers() {}

    /**
     * A layer of the base image.
     *
     * @param digest its digest
     * @param from the repository of this registry that has it, if any
     * @param content its bytes
     */
    record Kept(Digest digest, Optional<RepositoryName> from, Content content) {}

    /**
     * Rewrites the image of the layout; returns its layers that come from the base image.
     *
     * @param compressed the cache of compressed layers
     */
    static List<Kept> keep(Path folder, Optional<FetchedBase> base, CompressedLayers compressed) throws IOException {
        LayoutFolder layout = LayoutFolder.open(folder);
        JsonNode image = layout.image();
        ObjectNode manifest = layout.document(image).deepCopy();
        JsonNode config = layout.document(manifest.path("config"));
        int shared = base.filter(it -> begins(FetchedBase.diffIds(config), it.diffIds()))
                .map(it -> it.diffIds().size())
                .orElse(0);
        List<Kept> kept = new ArrayList<>();
        ArrayNode layers = LayoutFolder.JSON.createArrayNode();
        for (int i = 0; i < manifest.path("layers").size(); i++) {
            JsonNode layer = manifest.path("layers").path(i);
            if (i < shared) {
                FetchedBase it = base.orElseThrow();
                ObjectNode own = it.manifest().path("layers").path(i).deepCopy();
                own.put("mediaType", DockerFolder.oci(own.path("mediaType").asText()));
                layers.add(own);
                if (own.path("urls").isEmpty()) {
                    Digest digest = Digest.parse(own.path("digest").asText());
                    Path file = LayoutFolder.open(it.layout()).blob(digest);
                    kept.add(new Kept(digest, it.repository(), new FileContent(digest, Files.size(file), file)));
                }
            } else if (layer.path("mediaType").asText().equals(DockerFolder.LAYER)) {
                layers.add(compress(layout, layer, compressed));
            } else {
                layers.add(layer);
            }
        }
        manifest.set("layers", layers);
        layout.name(layout.put(image.path("mediaType").asText(), manifest));
        return kept;
    }

    private static boolean begins(List<String> all, List<String> first) {
        return all.size() >= first.size() && all.subList(0, first.size()).equals(first);
    }

    private static ObjectNode compress(LayoutFolder layout, JsonNode layer, CompressedLayers compressed)
            throws IOException {
        Digest plain = Digest.parse(layer.path("digest").asText());
        CompressedLayers.Compressed it = compressed.of(plain, layout.blob(plain));
        BlobCache.link(it.file(), layout.blob(it.digest()));
        ObjectNode descriptor = layer.deepCopy();
        return descriptor
                .put("mediaType", DockerFolder.LAYER + "+gzip")
                .put("digest", it.digest().toString())
                .put("size", Files.size(it.file()));
    }
}
