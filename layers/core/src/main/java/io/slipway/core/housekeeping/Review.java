package io.slipway.core.housekeeping;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.List;
import java.util.Optional;

/** Something that may be unused, which the janitor checks once it is due. */
public sealed interface Review {

    /**
     * Links of a repository that no manifest may use.
     *
     * @param digests the blobs
     * @param ended a manifest that was deleted, or whose push did not finish: it does not use the blobs any more
     */
    record Links(RepositoryName repository, List<Digest> digests, Optional<Digest> ended) implements Review {
        /** The most digests of one review. */
        public static final int MAX_DIGESTS = 200;

        public Links {
            digests = List.copyOf(digests);
        }
    }

    /**
     * An object that no repository of the space may be linked to.
     *
     * @param digest the digest of the blob or manifest that it holds
     * @param key its key in the bucket
     * @param size its length in bytes
     */
    record StoredObject(SpaceName space, Digest digest, String key, long size) implements Review {}

    /** An upload session that may be abandoned. */
    record Session(RepositoryName repository, String session) implements Review {}

    /**
     * The note of a repository's deletion.
     *
     * @param cleared the time in the note, in milliseconds since 1970
     */
    record Cleared(RepositoryName repository, long cleared) implements Review {}
}
