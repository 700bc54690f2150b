package io.slipway.builder.attest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.attest.Provenance;
import io.slipway.client.Content;
import io.slipway.client.image.LocalImage.LocalManifest;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.EmptyConfig;
import io.slipway.core.manifest.MediaTypes;
import java.util.List;
import java.util.Map;

/**
 * A document attached to an image as an artifact with the image as its subject (image specification, "Guidelines for
 * Artifact Usage").
 *
 * @param blobs the blobs of its manifest
 * @param manifest its manifest
 */
public record Attachment(List<Content> blobs, LocalManifest manifest) {
    public Attachment {
        blobs = List.copyOf(blobs);
    }

    /** Attaches a document to an image. */
    public static Attachment of(
            LocalManifest image, String mediaType, byte[] document, Map<String, String> annotations) {
        MemoryContent config = new MemoryContent(EmptyConfig.content());
        MemoryContent layer = new MemoryContent(document);
        ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("schemaVersion", 2);
        manifest.put("mediaType", MediaTypes.OCI_MANIFEST).put("artifactType", mediaType);
        manifest.set("config", EmptyConfig.descriptor().json());
        manifest.putArray("layers").add(new Descriptor(mediaType, layer.digest(), layer.size()).json());
        manifest.set("subject", new Descriptor(image.mediaType(), image.digest(), image.content().length).json());
        if (!annotations.isEmpty()) {
            ObjectNode notes = manifest.putObject("annotations");
            annotations.forEach(notes::put);
        }
        byte[] content = Provenance.bytes(manifest);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        return new Attachment(List.of(config, layer), new LocalManifest(digest, MediaTypes.OCI_MANIFEST, content));
    }
}
