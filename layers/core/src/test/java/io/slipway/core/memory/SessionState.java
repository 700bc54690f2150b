package io.slipway.core.memory;

import io.slipway.core.digest.Digest;
import io.slipway.core.upload.UploadSession;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored upload session.
 *
 * @param open whether requests may continue it
 * @param session its bytes
 * @param expires when it ends without a request
 * @param claim the claim of the request that works on it, empty if no request does
 * @param claimExpires when the claim ends
 * @param finished the digest that it was finished with
 */
record SessionState(
        boolean open,
        UploadSession session,
        Instant expires,
        String claim,
        Instant claimExpires,
        Optional<Digest> finished) {

    boolean isOpen(Instant now) {
        return open && expires.isAfter(now);
    }

    boolean isClaimed(Instant now) {
        return !claim.isEmpty() && claimExpires.isAfter(now);
    }
}
