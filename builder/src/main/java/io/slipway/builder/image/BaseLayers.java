package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.client.Content;
import io.slipway.client.image.FileContent;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Puts the base's own layers into the place of what a tool made of them, so that a registry keeps each once and a node that has the base pulls it
 * no second time. New layers are compressed.
 */
final class BaseLayers {
    private BaseLayers() {}

    /**
     * A layer of the base.
     *
     * @param digest its digest
     * @param from the repository of this registry that has it, if one has
     * @param content its bytes
     */
    record Kept(Digest digest, Optional<RepositoryName> from, Content content) {}

    /** Rewrites the image of the layout; returns the layers that are the base's. */
    static List<Kept> keep(Path folder, Optional<FetchedBase> base) throws IOException {
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
                layers.add(compressed(layout, layer));
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

    private static ObjectNode compressed(LayoutFolder layout, JsonNode layer) throws IOException {
        Path plain = layout.blob(Digest.parse(layer.path("digest").asText()));
        Path fresh = plain.resolveSibling("fresh");
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        try (InputStream in = Files.newInputStream(plain);
                OutputStream out =
                        new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(fresh), hash), 65_536)) {
            in.transferTo(out);
        }
        Digest digest = Digest.ofHash(DigestAlgorithm.SHA256, hash.digest());
        long size = Files.size(fresh);
        Files.move(fresh, layout.blob(digest), StandardCopyOption.REPLACE_EXISTING);
        ObjectNode descriptor = layer.deepCopy();
        return descriptor
                .put("mediaType", DockerFolder.LAYER + "+gzip")
                .put("digest", digest.toString())
                .put("size", size);
    }
}
