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
 * @param expires the time at which it ends without a further request
 * @param claim the claim of the request that works on it, empty if no request does
 * @param claimExpires the end of the claim
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
