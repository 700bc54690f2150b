package io.slipway.core.name;

import io.slipway.core.digest.Digest;

/** What names a manifest within a repository: a tag or a digest. */
public sealed interface Reference permits Tag, DigestReference {

    /** Reads a tag or a digest; what has a colon is a digest, well formed or not, for a tag holds none. */
    static Reference parse(String text) {
        return Digest.looksLike(text) ? new DigestReference(Digest.parse(text)) : new Tag(text);
    }
}
