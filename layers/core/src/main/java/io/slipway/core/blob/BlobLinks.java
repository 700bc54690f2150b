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

    /** Links the repository to these bytes, or keeps the link that it has; bytes that become unneeded are reviewed. One write. */
    void link(RepositoryName repository, Digest digest, StoredBlob blob);

    /**
     * Links bytes that have landed by the direct lane, unless the blob was deleted since its record was read, the repository was deleted since the
     * upload began, or the blob is linked already. The upload ends with the link: one ticket links one blob.
     *
     * @param seen the record as it was read before the bucket was searched: in this order, no deletion that hid a later upload is missed
     * @return whether this request has linked it
     */
    boolean linkLanded(RepositoryName repository, Digest digest, Landed landed, BlobLink seen);

    /** Links the repository to bytes that another repository of its space serves at this moment. One write; false if that repository has no link. */
    boolean mount(RepositoryName source, RepositoryName repository, Digest digest, StoredBlob blob);

    /** Finds a manifest of the repository that uses this blob or manifest. One read, and one more if there may be one. */
    Optional<Digest> user(RepositoryName repository, Digest digest);

    /**
     * Removes a link, and marks the landed uploads as deleted.
     *
     * @param seen the record as it was read before the bucket and the users were searched
     * @param landed the uploads that were found in the bucket, to be hidden from now on
     * @return false if another request has changed the record since
     */
    boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, List<Landed> landed);

    /** Has the object of this upload reviewed by the janitor: it may be unused. One write. */
    void review(RepositoryName repository, Digest digest, StoredBlob blob);

    /**
     * Returns whether the upload may still be linked: its repository was not deleted since it began, and it has not ended with another blob. One
     * read.
     */
    boolean isCurrent(RepositoryName repository, Digest digest, Landed landed);

    /**
     * Links the repository to bytes that another repository of its space serves: the one whose push linked them last. If that repository does not
     * serve them any more, nothing is linked, so that no deleted blob reappears. One read, and a write that checks the other link again.
     *
     * @param since the creation time of the space: older links belong to an earlier space of the name
     * @return whether the repository is linked now
     */
    boolean linkFromSpace(RepositoryName repository, Digest digest, Instant since);

    /**
     * Links the repository to all of these stored blobs, or keeps the links that it has; bytes that become unneeded are reviewed. One write for each
     * 33, and one more if it has some of them.
     *
     * @return the places of the bytes that the repository is linked to now
     */
    Map<Digest, StoredBlob> linkAll(RepositoryName repository, Map<Digest, StoredBlob> blobs);

    /**
     * Links the repository to bytes that another repository of its space serves, or keeps the links that it has. One write for each 33, and one more
     * if it has some of them from elsewhere.
     *
     * @return false if the other repository does not serve some of them any more; then some may be linked
     */
    boolean share(RepositoryName from, RepositoryName to, Map<Digest, StoredBlob> blobs);
}
