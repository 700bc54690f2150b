package io.slipway.builds.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts about a manifest that retention needs.
 *
 * @param digest its digest
 * @param size its size in bytes
 * @param pushed the time of its last push
 * @param pulled the last day (UTC) on which it was pulled, if it was recorded
 * @param revision a value that each push replaces
 * @param subject the manifest that it refers to
 * @param children the manifests, or blobs, that an index contains
 * @param blobs the sizes of its config and layers
 * @param cache whether it is a cache of BuildKit
 */
public record HeldManifest(
        Digest digest,
        long size,
        Instant pushed,
        Optional<LocalDate> pulled,
        String revision,
        Optional<Digest> subject,
        List<Digest> children,
        Map<Digest, Long> blobs,
        boolean cache) {
    private static final String CACHE = "application/vnd.buildkit.cacheconfig.v0";
    private static final ObjectMapper JSON = new ObjectMapper();

    public HeldManifest {
        children = List.copyOf(children);
        blobs = Map.copyOf(blobs);
    }

    /** Reads a stored manifest, which was validated when it was pushed. */
    public static HeldManifest read(
            Digest digest, byte[] content, Instant pushed, Optional<LocalDate> pulled, String revision) {
        JsonNode root = parse(content);
        Map<Digest, Long> blobs = new HashMap<>();
        descriptor(root.path("config"), blobs);
        root.path("layers").forEach(layer -> descriptor(layer, blobs));
        List<Digest> children = new ArrayList<>();
        boolean cache = isCache(root.path("config"));
        for (JsonNode child : root.path("manifests")) {
            digest(child).ifPresent(children::add);
            cache |= isCache(child);
        }
        return new HeldManifest(
                digest, content.length, pushed, pulled, revision, digest(root.path("subject")), children, blobs, cache);
    }

    private static JsonNode parse(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new IllegalStateException("a stored manifest must be JSON", e);
        }
    }

    private static boolean isCache(JsonNode descriptor) {
        return descriptor.path("mediaType").asText().equals(CACHE);
    }

    private static void descriptor(JsonNode node, Map<Digest, Long> into) {
        digest(node).ifPresent(digest -> into.put(digest, node.path("size").asLong()));
    }

    private static Optional<Digest> digest(JsonNode node) {
        return Optional.ofNullable(node.path("digest").textValue()).map(Digest::parse);
    }
}
