package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;

/**
 * A pull as the log records it: the field {@value #FIELD} of a request's line, {@code <stored repository>@<digest>}. The reader of the log notes the
 * day in the table, so that no pull waits for that.
 *
 * @param repository the repository
 * @param digest the manifest
 */
public record PullNote(RepositoryName repository, Digest digest) {
    /** The name of the field. */
    public static final String FIELD = "pulled";

    /** Reads the field. */
    public static PullNote parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("a note of a pull must be a repository and a digest, but was " + text);
        }
        return new PullNote(RepositoryName.parseStored(text.substring(0, at)), Digest.parse(text.substring(at + 1)));
    }

    /** Returns the text of the field. */
    @Override
    public String toString() {
        return repository.stored() + "@" + digest;
    }
}
