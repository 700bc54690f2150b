package io.slipway.features.xml;

import java.io.Serial;

/** The remaining budget of an evaluation. */
final class XPathBudget {
    private long left;
    private volatile boolean cancelled;

    XPathBudget(long steps) {
        this.left = steps;
    }

    /** Thrown to end an evaluation that takes too long. */
    static final class SpentException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        SpentException() {
            super("it reads too many nodes", null, false, false);
        }
    }

    void spend(int steps) {
        left -= steps;
        if (left < 0 || cancelled) {
            throw new SpentException();
        }
    }

    /** Ends the evaluation, which runs on another thread, when it reads the next node. */
    void cancel() {
        cancelled = true;
    }
}
