package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A folder in the image specification's layout, with one image. */
final class LayoutFolder {
    static final ObjectMapper JSON = new ObjectMapper();

    /** The maximum size of a manifest or config, in bytes. */
    static final int MAX_DOCUMENT = 4 * 1024 * 1024;

    private final Path folder;

    private LayoutFolder(Path folder) {
        this.folder = folder;
    }

    static LayoutFolder create(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("blobs/sha256"));
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        return new LayoutFolder(folder);
    }

    static LayoutFolder open(Path folder) {
        return new LayoutFolder(folder);
    }

    Path path() {
        return folder;
    }

    Path blob(Digest digest) throws IOException {
        return Files.createDirectories(
                        folder.resolve("blobs").resolve(digest.algorithm().prefix()))
                .resolve(digest.hex());
    }

    /** Writes a document; returns its descriptor. */
    ObjectNode put(String mediaType, JsonNode content) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(content);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, bytes);
        Files.write(blob(digest), bytes);
        return JSON.createObjectNode()
                .put("mediaType", mediaType)
                .put("digest", digest.toString())
                .put("size", bytes.length);
    }

    /** Sets the image of the layout. */
    void name(ObjectNode manifest) throws IOException {
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        index.putArray("manifests").add(manifest);
        Files.write(folder.resolve("index.json"), JSON.writeValueAsBytes(index));
    }

    /** Returns the descriptor of its image. */
    JsonNode image() throws IOException {
        return document(folder.resolve("index.json")).path("manifests").path(0);
    }

    /** Reads the document of a descriptor. */
    JsonNode document(JsonNode descriptor) throws IOException {
        return document(blob(Digest.parse(descriptor.path("digest").asText())));
    }

    /** Reads a document, without following links. */
    static JsonNode document(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_DOCUMENT) {
            throw new IOException(file + " must be a file of at most " + MAX_DOCUMENT + " bytes, but is not");
        }
        return JSON.readTree(file.toFile());
    }
}
