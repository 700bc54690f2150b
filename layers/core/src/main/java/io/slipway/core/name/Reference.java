package io.slipway.core.name;

import io.slipway.core.digest.Digest;

/** Names a manifest within a repository: a tag or a digest. */
public sealed interface Reference permits Tag, DigestReference {

    /** Reads a tag or a digest; a text with a colon is a digest, well formed or not, because a tag has no colon. */
    static Reference parse(String text) {
        return Digest.looksLike(text) ? new DigestReference(Digest.parse(text)) : new Tag(text);
    }
}
