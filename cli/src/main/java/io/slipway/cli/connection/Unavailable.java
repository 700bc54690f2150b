package io.slipway.cli.connection;

import java.time.Duration;

/** Thrown if the registry is temporarily unavailable or failing: the same request may succeed later. */
public final class Unavailable extends CommandFailure {
    private static final long serialVersionUID = 1L;

    private final boolean answered;
    private final Duration retryAfter;

    /**
     * @param message one line: the error, and the next step
     * @param answered false if the connection was refused
     * @param retryAfter the pause that the registry requests; zero if it requests none
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
