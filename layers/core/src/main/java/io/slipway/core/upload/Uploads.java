package io.slipway.core.upload;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The stored upload sessions. A session is stored with its first chunk; before that, it is a ticket alone. One request at a time writes to a session:
 * it claims it first, and its writes succeed only while the claim is valid.
 */
public interface Uploads {
    /** The time for which a session is kept without a request. */
    Duration IDLE_LIFETIME = Duration.ofHours(24);

    /** The time for which a claim holds unless renewed: the longest request that the gateway allows. */
    Duration CLAIM_LIFETIME = Duration.ofSeconds(30);

    /**
     * Claims a session, or begins it. One write, which is the read as well.
     *
     * @param offset the offset at which the request continues; empty for the session's own
     */
    ClaimResult claim(RepositoryName repository, String session, OptionalLong offset);

    /** Extends the claim; false if it was lost. */
    boolean renew(RepositoryName repository, UploadSession session);

    /** Stores the added bytes and releases the claim; false if the claim was lost, and nothing was stored. */
    boolean advance(RepositoryName repository, UploadSession session);

    /** Releases the claim, and leaves the session unchanged. */
    void release(RepositoryName repository, UploadSession session);

    /** Returns the size of the session in bytes, 0 without a chunk; empty if the session no longer exists. */
    Optional<Long> offset(RepositoryName repository, String session);

    /** Ends a session permanently; returns its stored state, empty if it had ended already. */
    Optional<UploadSession> cancel(RepositoryName repository, String session);

    /** Links the blob and ends the claimed session, in one write; false if the claim was lost. */
    boolean finish(RepositoryName repository, UploadSession session, Digest digest, StoredBlob blob);

    /**
     * Links the first chunk of a session without other chunks, and ends the session, in one write.
     *
     * @return the reason if it fails; a finished session always fails, whatever its digest: its blob may have been deleted since
     */
    Optional<ClaimResult> finishWithFirst(RepositoryName repository, String session, Digest digest, StoredBlob blob);

    /**
     * Links the blob and ends a session that has no stored bytes, in one write.
     *
     * @return the obstacle, if there is one; a session that was finished with the same digest is not one
     */
    Optional<ClaimResult> finishWhole(RepositoryName repository, String session, Digest digest, StoredBlob blob);
}
