package io.slipway.core.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;
import java.util.List;

/**
 * Describes a manifest for a list.
 *
 * @param digest its digest
 * @param mediaType its media type
 * @param artifactType the type of the artifact: stated, or that of its config; empty for an index that states none
 * @param size the bytes of the manifest and of all that it names, each once, as far as the manifest and its children state them
 * @param complete whether all children were read
 * @param platforms the platforms of an image or index, such as {@code linux/arm64/v8}
 */
public record Summary(
        Digest digest, String mediaType, String artifactType, long size, boolean complete, List<String> platforms) {
    public Summary {
        platforms = List.copyOf(platforms);
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("digest", digest.toString())
                .put("mediaType", mediaType)
                .put("artifactType", artifactType)
                .put("size", size)
                .put("complete", complete);
        ArrayNode list = node.putArray("platforms");
        platforms.forEach(list::add);
        return node;
    }
}
