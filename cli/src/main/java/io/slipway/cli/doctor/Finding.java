package io.slipway.cli.doctor;

/**
 * The result of a check.
 *
 * @param state the state
 * @param detail one line: the observation
 * @param wayOut the next step; empty unless the check failed
 */
record Finding(State state, String detail, String wayOut) {

    /** The outcome of a check. */
    enum State {
        OK,
        FAILED,
        SKIPPED
    }

    static Finding ok(String detail) {
        return new Finding(State.OK, detail, "");
    }

    static Finding failed(String detail, String wayOut) {
        return new Finding(State.FAILED, detail, wayOut);
    }

    static Finding skipped(String reason) {
        return new Finding(State.SKIPPED, reason, "");
    }

    boolean isFailure() {
        return state == State.FAILED;
    }
}
