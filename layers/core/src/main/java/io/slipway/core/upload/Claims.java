package io.slipway.core.upload;

import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import java.util.Optional;
import java.util.OptionalLong;

/** Claims sessions for the operations that add to them. */
final class Claims {
    private static final long RENEW_AFTER_NANOS =
            Uploads.CLAIM_LIFETIME.dividedBy(3).toNanos();

    private final Uploads uploads;
    private final UploadAnswers answers;
    private final FirstChunks chunks;

    Claims(Uploads uploads, UploadAnswers answers, FirstChunks chunks) {
        this.uploads = uploads;
        this.answers = answers;
        this.chunks = chunks;
    }

    /** Claims the session; throws the error of a refused claim. */
    UploadSession claim(UploadTicket ticket, Optional<FirstChunk> told, OptionalLong offset) {
        ClaimResult result = attempt(ticket, told, offset);
        if (result instanceof ClaimResult.Claimed claimed) {
            return claimed.session();
        }
        throw refusal(ticket, result);
    }

    /**
     * Claims the session, after its first chunk if it has no other.
     *
     * @param told the first chunk in the URL of the request; the first URL of a session has none
     * @param offset the offset at which the request continues; empty for the session's own
     */
    ClaimResult attempt(UploadTicket ticket, Optional<FirstChunk> told, OptionalLong offset) {
        if (told.isPresent()) {
            return attempt(ticket, told.get(), offset);
        }
        ClaimResult result = uploads.claim(ticket.repository(), ticket.session(), offset);
        if (ticket.offset() > 0 || offset.equals(OptionalLong.of(0)) || !isWithoutBytes(result)) {
            return result;
        }
        Optional<FirstChunk> found = chunks.find(ticket);
        if (found.isEmpty()) {
            return result;
        }
        return result instanceof ClaimResult.Claimed claimed
                ? behind(ticket, found.get(), claimed)
                : attempt(ticket, found.get(), offset);
    }

    private ClaimResult attempt(UploadTicket ticket, FirstChunk first, OptionalLong offset) {
        if (offset.isPresent() && offset.getAsLong() != first.size()) {
            throw answers.elsewhere(ticket, first);
        }
        ClaimResult result = uploads.claim(ticket.repository(), ticket.session(), OptionalLong.of(0));
        return result instanceof ClaimResult.Claimed claimed ? behind(ticket, first, claimed) : result;
    }

    private static ClaimResult behind(UploadTicket ticket, FirstChunk first, ClaimResult.Claimed claimed) {
        return new ClaimResult.Claimed(first.behind(ticket.repository(), claimed.session()));
    }

    private static boolean isWithoutBytes(ClaimResult result) {
        return switch (result) {
            case ClaimResult.Claimed claimed -> claimed.session().offset() == 0;
            case ClaimResult.Elsewhere elsewhere -> elsewhere.offset() == 0;
            case ClaimResult.Gone gone -> false;
        };
    }

    /** Returns the error for a claim that failed. */
    RegistryException refusal(UploadTicket ticket, ClaimResult obstacle) {
        return obstacle instanceof ClaimResult.Elsewhere elsewhere
                ? answers.elsewhere(ticket.repository(), ticket.session(), ticket.algorithm(), elsewhere.offset())
                : UploadAnswers.gone();
    }

    /** Renews the claim periodically, and ends the request if the claim was lost. */
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
