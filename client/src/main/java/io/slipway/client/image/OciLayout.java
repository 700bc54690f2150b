package io.slipway.client.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.client.Content;
import io.slipway.client.image.LocalImage.LocalManifest;
import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an image from a folder in the image specification's layout ("OCI Image Layout"). */
public final class OciLayout {
    /** The maximum depth of nested indexes. */
    private static final int MAX_DEPTH = 4;

    private static final long MAX_MANIFEST = 4L * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<Digest, Content> blobs = new LinkedHashMap<>();
    private final Map<Digest, LocalManifest> manifests = new LinkedHashMap<>();

    private OciLayout(Path folder) {
        this.folder = folder;
    }

    /** Reads the image of the layout; if there are several, the one with this tag. */
    public static LocalImage read(Path folder, String tag) throws IOException {
        Path index = folder.resolve("index.json");
        if (!Files.isRegularFile(index)) {
            throw new ImageException(folder + " must be an OCI layout, but has no index.json");
        }
        List<JsonNode> candidates = new ArrayList<>();
        JSON.readTree(index.toFile()).path("manifests").forEach(candidates::add);
        List<JsonNode> tagged = candidates.stream()
                .filter(node -> node.path("annotations")
                        .path("org.opencontainers.image.ref.name")
                        .asText()
                        .equals(tag))
                .toList();
        List<JsonNode> chosen = tagged.isEmpty() ? candidates : tagged;
        if (chosen.size() != 1) {
            throw new ImageException(folder + " must have one image, or one with the tag " + tag + ", but has "
                    + candidates.size() + " others");
        }
        OciLayout layout = new OciLayout(folder);
        layout.manifest(chosen.getFirst(), 0);
        return new LocalImage(List.copyOf(layout.blobs.values()), List.copyOf(layout.manifests.values()));
    }

    private void manifest(JsonNode descriptor, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new ImageException("indexes must be nested at most " + MAX_DEPTH + " deep, but are deeper");
        }
        Digest digest = digest(descriptor);
        Path file = blob(digest);
        if (!Files.exists(file)) {
            throw new ImageException("the layout must have the manifest " + digest + ", but lacks it");
        }
        if (Files.size(file) > MAX_MANIFEST) {
            throw new ImageException(
                    "the manifest " + digest + " must have at most " + MAX_MANIFEST + " bytes, but has more");
        }
        byte[] content = Files.readAllBytes(file);
        JsonNode manifest = JSON.readTree(content);
        for (JsonNode child : manifest.path("manifests")) {
            if (Files.exists(blob(digest(child)))) {
                manifest(child, depth + 1);
            }
        }
        if (manifest.has("config")) {
            content(manifest.path("config"));
        }
        for (JsonNode layer : manifest.path("layers")) {
            content(layer);
        }
        manifests.put(
                digest, new LocalManifest(digest, descriptor.path("mediaType").asText(), content));
    }

    private void content(JsonNode descriptor) throws IOException {
        Digest digest = digest(descriptor);
        Path file = blob(digest);
        if (Files.exists(file)) {
            blobs.put(digest, new FileContent(digest, Files.size(file), file));
        }
    }

    /** Returns the path of a blob; a valid digest cannot refer to files outside of the folder. */
    private Path blob(Digest digest) {
        return folder.resolve("blobs").resolve(digest.algorithm().prefix()).resolve(digest.hex());
    }

    private static Digest digest(JsonNode descriptor) throws ImageException {
        try {
            return Digest.parse(descriptor.path("digest").asText());
        } catch (IllegalArgumentException e) {
            throw new ImageException("the layout must have valid digests, but has " + e.getMessage());
        }
    }
}
