package io.slipway.cli.connection;

import io.slipway.cli.CommandFailure;
import java.time.Duration;

/** The registry does not answer at the moment, or not with what it should: the same request may succeed later. */
public final class Unavailable extends CommandFailure {
    private static final long serialVersionUID = 1L;

    private final boolean answered;
    private final Duration retryAfter;

    /**
     * @param message one line: what is wrong, and what to do next
     * @param answered false where nobody listens at the address
     * @param retryAfter how long the registry asks to wait; zero where it does not say
     */
    Unavailable(String message, boolean answered, Duration retryAfter) {
        super(message);
        this.answered = answered;
        this.retryAfter = retryAfter;
    }

    boolean answered() {
        return answered;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
