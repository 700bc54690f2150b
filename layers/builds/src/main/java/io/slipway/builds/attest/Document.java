package io.slipway.builds.attest;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Descriptor;

/**
 * A blob or a manifest that a build writes from memory.
 *
 * @param mediaType its media type
 * @param digest the digest of its bytes
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // contents are never compared
public record Document(String mediaType, Digest digest, byte[] content) {
    public Document(String mediaType, byte[] content) {
        this(mediaType, Digest.of(DigestAlgorithm.SHA256, content), content);
    }

    /** Returns its descriptor. */
    public Descriptor descriptor() {
        return new Descriptor(mediaType, digest, content.length);
    }
}
