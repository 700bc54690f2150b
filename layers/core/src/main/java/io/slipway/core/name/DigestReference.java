package io.slipway.core.name;

import io.slipway.core.digest.Digest;

/**
 * A manifest named by its digest.
 *
 * @param digest the digest
 */
public record DigestReference(Digest digest) implements Reference {
    @Override
    public String toString() {
        return digest.toString();
    }
}
