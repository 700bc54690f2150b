package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The links from repositories to blobs: the only way to a blob's bytes. */
public interface BlobLinks {

    /** What is recorded about the digest in the repository. One read. */
    BlobLink find(RepositoryName repository, Digest digest);

    /** What is recorded about each of these digests. One read for each hundred. */
    Map<Digest, BlobLink> findAll(RepositoryName repository, Collection<Digest> digests);

    /** Links the repository to these bytes, whatever was recorded before. */
    void link(RepositoryName repository, Digest digest, StoredBlob blob);

    /** Links what has landed by the direct lane, unless the blob was deleted after this very upload, or is linked already. */
    void linkLanded(RepositoryName repository, Digest digest, Landed landed);

    /**
     * Ends a link, and marks the deletion.
     *
     * @param landedUpload the upload that lies at the direct lane's key, or empty
     * @return false where there was no link, and nothing has landed that the mark would hide
     */
    boolean unlink(RepositoryName repository, Digest digest, String landedUpload);

    /** Bytes of this digest that some repository of the space has, or had. */
    Optional<StoredBlob> anywhereIn(SpaceName space, Digest digest);
}
