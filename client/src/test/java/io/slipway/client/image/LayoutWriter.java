package io.slipway.client.image;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.MediaTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the parts of an OCI layout into a folder. */
final class LayoutWriter {
    private final Path folder;

    LayoutWriter(Path folder) {
        this.folder = folder;
    }

    static Digest digest(String content) {
        return Digest.of(DigestAlgorithm.SHA256, content.getBytes(StandardCharsets.UTF_8));
    }

    static String descriptor(String mediaType, Digest digest, String tag) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1,\"annotations\":{\"org.opencontainers.image.ref.name\":\"%s\"}}"
                .formatted(mediaType, digest, tag);
    }

    Path file(Digest digest) {
        return folder.resolve("blobs/sha256").resolve(digest.hex());
    }

    Digest blob(String content) throws IOException {
        Digest digest = digest(content);
        Files.createDirectories(file(digest).getParent());
        Files.writeString(file(digest), content);
        return digest;
    }

    /** Writes an image of one layer. */
    Digest image(String config, String layer) throws IOException {
        return blob("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                .formatted(
                        MediaTypes.OCI_MANIFEST,
                        descriptor("application/vnd.oci.image.config.v1+json", blob(config), ""),
                        descriptor("application/vnd.oci.image.layer.v1.tar", blob(layer), "")));
    }

    void index(String... descriptors) throws IOException {
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(
                folder.resolve("index.json"),
                "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", descriptors) + "]}");
    }
}
