package io.slipway.core.upload;

import io.slipway.core.digest.Digest;
import java.util.Optional;

/** The result of claiming a session. */
public sealed interface ClaimResult {

    /**
     * The request has claimed the session, until it releases the claim or the claim ends.
     *
     * @param session the session
     */
    record Claimed(UploadSession session) implements ClaimResult {}

    /**
     * The session is at another offset, or another request works on it.
     *
     * @param offset the number of bytes that the session has
     */
    record Elsewhere(long offset) implements ClaimResult {}

    /**
     * The session was cancelled, has expired, or is finished.
     *
     * @param finished the digest that it was finished with, if it was
     */
    record Gone(Optional<Digest> finished) implements ClaimResult {}
}
