package io.slipway.core.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;

/**
 * Describes another piece of content in a manifest (image specification, "OCI Content Descriptors").
 *
 * @param mediaType the media type of the content
 * @param digest the digest
 * @param size the length in bytes
 */
public record Descriptor(String mediaType, Digest digest, long size) {
    public Descriptor {
        if (mediaType.isEmpty()) {
            throw new IllegalArgumentException("a descriptor must have a mediaType, but it is missing or empty");
        }
        if (size < 0) {
            throw new IllegalArgumentException("a descriptor's size must be 0 or more, but was " + size);
        }
    }

    /** Returns the descriptor in the form of a manifest, as an object to which fields can be added. */
    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mediaType", mediaType)
                .put("digest", digest.toString())
                .put("size", size);
    }
}
