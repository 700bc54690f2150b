package io.slipway.builds.attest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.EmptyConfig;
import io.slipway.core.manifest.MediaTypes;
import java.util.List;
import java.util.Map;

/**
 * A document attached to an image as an artifact with the image as its subject (image specification, "Guidelines for
 * Artifact Usage").
 *
 * @param blobs the artifact's blobs
 * @param manifest the artifact's manifest
 */
public record Attached(List<Document> blobs, Document manifest) {
    public Attached {
        blobs = List.copyOf(blobs);
    }

    /** Attaches a document of this media type. */
    public static Attached of(Descriptor image, String mediaType, byte[] content, Map<String, String> annotations) {
        Document config = new Document(EmptyConfig.descriptor().mediaType(), EmptyConfig.content());
        Document layer = new Document(mediaType, content);
        ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("schemaVersion", 2);
        manifest.put("mediaType", MediaTypes.OCI_MANIFEST).put("artifactType", mediaType);
        manifest.set("config", EmptyConfig.descriptor().json());
        manifest.putArray("layers").add(layer.descriptor().json());
        manifest.set("subject", image.json());
        if (!annotations.isEmpty()) {
            ObjectNode notes = manifest.putObject("annotations");
            annotations.forEach(notes::put);
        }
        return new Attached(List.of(config, layer), new Document(MediaTypes.OCI_MANIFEST, Provenance.bytes(manifest)));
    }
}
