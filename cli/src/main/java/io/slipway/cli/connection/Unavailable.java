package io.slipway.cli.connection;

import java.time.Duration;

/** The registry is unavailable or failing at the moment: the same request may succeed later. */
public final class Unavailable extends CommandFailure {
    private static final long serialVersionUID = 1L;

    private final boolean answered;
    private final Duration retryAfter;

    /**
     * @param message one line: the error, and the next step
     * @param answered false if the connection was refused
     * @param retryAfter the wait that the registry requests; zero without a request
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
