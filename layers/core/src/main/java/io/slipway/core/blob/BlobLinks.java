package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The links from repositories to blobs: the only way to a blob's bytes. */
public interface BlobLinks {

    /** Reads the record of the digest in the repository. One read. */
    BlobLink find(RepositoryName repository, Digest digest);

    /** Reads the record of each of these digests. One read for each hundred. */
    Map<Digest, BlobLink> findAll(RepositoryName repository, Collection<Digest> digests);

    /** Links the repository to these bytes, or keeps the link that it has; the bytes that are not needed then are reviewed. One write. */
    void link(RepositoryName repository, Digest digest, StoredBlob blob);

    /**
     * Links what has landed by the direct lane, unless the blob was deleted since the look at its record, the repository since
     * the upload was begun, or the blob is linked already. The upload ends with it: one ticket links one blob.
     *
     * @param seen what was recorded before the look into the bucket that found this upload: only then is no deletion missed that
     *     saw a later one
     * @return whether this request has linked it
     */
    boolean linkLanded(RepositoryName repository, Digest digest, Landed landed, BlobLink seen);

    /** Links the repository to what another one of its space serves at this moment. One write; false where that has no link. */
    boolean mount(RepositoryName source, RepositoryName repository, Digest digest, StoredBlob blob);

    /** The manifest of the repository that uses this blob or manifest, if there is one. One read, and one more where there may be one. */
    Optional<Digest> user(RepositoryName repository, Digest digest);

    /**
     * Ends a link, and marks what has landed as deleted.
     *
     * @param seen what was recorded before the look into the bucket and at the users
     * @param landed what was found there, and is to be hidden from now on
     * @return false where others have changed the record since
     */
    boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, List<Landed> landed);

    /** Has the object of this upload reviewed by the janitor: it may be unused. One write. */
    void review(RepositoryName repository, Digest digest, StoredBlob blob);

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

    /**
     * Links the repository to all of these stored blobs, or keeps the links that it has; the bytes that are not needed then are reviewed. One
     * write for each 33, and one more where it has some of them.
     *
     * @return where the repository has the bytes now
     */
    Map<Digest, StoredBlob> linkAll(RepositoryName repository, Map<Digest, StoredBlob> blobs);

    /**
     * Links the repository to bytes that another one of its space serves, or keeps the links that it has. One write for each 33, and one more
     * where it has some of them from elsewhere.
     *
     * @return false where the other one serves some of them no more; then some may be linked
     */
    boolean share(RepositoryName from, RepositoryName to, Map<Digest, StoredBlob> blobs);
}
