package io.slipway.core.upload;

import io.slipway.core.name.RepositoryName;
import java.util.OptionalLong;

/** Claims sessions for the operations that add to them. */
final class Claims {
    private static final long RENEW_AFTER_NANOS =
            Uploads.CLAIM_LIFE.dividedBy(3).toNanos();

    private final Uploads uploads;
    private final UploadAnswers answers;

    Claims(Uploads uploads, UploadAnswers answers) {
        this.uploads = uploads;
        this.answers = answers;
    }

    UploadSession claim(UploadTicket ticket, OptionalLong offset) {
        return understand(ticket, uploads.claim(ticket.repository(), ticket.session(), offset));
    }

    /** The session, or the answer that says why it cannot be had. */
    UploadSession understand(UploadTicket ticket, ClaimResult result) {
        return switch (result) {
            case ClaimResult.Claimed claimed -> claimed.session();
            case ClaimResult.Elsewhere elsewhere ->
                throw answers.elsewhere(ticket.repository(), ticket.session(), ticket.algorithm(), elsewhere.offset());
            case ClaimResult.Gone gone -> throw UploadAnswers.gone();
        };
    }

    /** Renews the claim every now and then, and ends the request when it has been lost. */
    Runnable keepAlive(RepositoryName repository, UploadSession session) {
        return new Runnable() {
            private long renewed = System.nanoTime();

            @Override
            public void run() {
                long now = System.nanoTime();
                if (now - renewed > RENEW_AFTER_NANOS) {
                    if (!uploads.renew(repository, session)) {
                        throw UploadAnswers.gone();
                    }
                    renewed = now;
                }
            }
        };
    }
}
