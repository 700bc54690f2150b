package io.slipway.core.upload;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The stored upload sessions. A session is stored with its first chunk; before, it is only a ticket. One request at a time works on a
 * session: it claims it first, and its writes succeed only while the claim is valid.
 */
public interface Uploads {
    /** The time for which a session is kept without a request. */
    Duration IDLE_LIFE = Duration.ofHours(24);

    /** The time for which a claim holds unless renewed: the longest request that the gateway allows. */
    Duration CLAIM_LIFE = Duration.ofSeconds(30);

    /**
     * Claims a session, or begins it. One write, which is the read as well.
     *
     * @param offset where the request goes on; empty for wherever the session is
     */
    ClaimResult claim(RepositoryName repository, String session, OptionalLong offset);

    /** Makes the claim last; false where it has been lost. */
    boolean renew(RepositoryName repository, UploadSession session);

    /** Stores the added bytes and releases the claim; false if the claim was lost, and nothing was stored. */
    boolean advance(RepositoryName repository, UploadSession session);

    /** Gives the claim up, and leaves the session as it was. */
    void release(RepositoryName repository, UploadSession session);

    /** The size of the session in bytes, 0 without a chunk; empty if the session no longer exists. */
    Optional<Long> offset(RepositoryName repository, String session);

    /** Ends a session for good; answers what was stored of it, and is empty where it was gone already. */
    Optional<UploadSession> cancel(RepositoryName repository, String session);

    /** Links the blob and ends the claimed session, in one write; false where the claim has been lost. */
    boolean finish(RepositoryName repository, UploadSession session, Digest digest, StoredBlob blob);

    /**
     * Links the first chunk of a session that has nothing else, and ends the session, in one write.
     *
     * @return the reason if it fails; a finished session always fails, whatever its digest: its blob may have been deleted since
     */
    Optional<ClaimResult> finishWithFirst(RepositoryName repository, String session, Digest digest, StoredBlob blob);

    /**
     * Links the blob and ends a session that has no stored bytes, in one write.
     *
     * @return what is in the way, if something is; a session that was finished with the same digest is not
     */
    Optional<ClaimResult> finishAtOnce(RepositoryName repository, String session, Digest digest, StoredBlob blob);
}
