package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The links from repositories to blobs: the only way to a blob's bytes. */
public interface BlobLinks {

    /** Reads the record of the digest in the repository. One read. */
    BlobLink find(RepositoryName repository, Digest digest);

    /** Reads the record of each of these digests. One read for each hundred. */
    Map<Digest, BlobLink> findAll(RepositoryName repository, Collection<Digest> digests);

    /** Links the repository to these bytes, whatever was recorded before. */
    void link(RepositoryName repository, Digest digest, StoredBlob blob);

    /**
     * Links what has landed by the direct lane, unless the blob was deleted since the look at its record, the repository since
     * the upload was begun, or the blob is linked already. The upload ends with it: one ticket links one blob.
     *
     * @param seen what was recorded before the look into the bucket that found this upload: only then is no deletion missed that
     *     saw a later one
     * @return false where the repository was deleted since, or the upload has ended with another blob or without one
     */
    boolean linkLanded(RepositoryName repository, Digest digest, Landed landed, BlobLink seen);

    /**
     * Ends a link, and marks what has landed as deleted.
     *
     * @param seen what was recorded before the look into the bucket
     * @param landed what was found there, and is to be hidden from now on
     * @return false where others have changed the record since
     */
    boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, Optional<Landed> landed);

    /** Returns whether the repository has not been deleted since the upload was begun, which has not ended with another blob. One read. */
    boolean isCurrent(RepositoryName repository, Digest digest, Landed landed);

    /**
     * Links the repository to bytes that another one of its space serves: the one that was linked to them last by a push. Where that serves
     * them no more nothing is linked, so that no deleted blob comes back. One read, and a write that looks at the other link again.
     *
     * @param since since when the space is there: what is older is another space's of the same name
     * @return whether the repository is linked now
     */
    boolean linkFromSpace(RepositoryName repository, Digest digest, Instant since);

    /** Links the repository to all of these stored blobs. One write for each fifty. */
    void linkAll(RepositoryName repository, Map<Digest, StoredBlob> blobs);

    /**
     * Links the repository to bytes that another one of its space serves. One write for each fifty.
     *
     * @return false where the other one serves some of them no more; then some may be linked
     */
    boolean share(RepositoryName from, RepositoryName to, Map<Digest, StoredBlob> blobs);
}
