package io.slipway.cli.doctor;

/**
 * The result of a check.
 *
 * @param state the state
 * @param detail the observation, on one line
 * @param remedy the next step; empty unless the check failed
 */
record CheckResult(State state, String detail, String remedy) {

    /** The outcome of a check. */
    enum State {
        OK,
        FAILED,
        SKIPPED
    }

    static CheckResult ok(String detail) {
        return new CheckResult(State.OK, detail, "");
    }

    static CheckResult failed(String detail, String remedy) {
        return new CheckResult(State.FAILED, detail, remedy);
    }

    static CheckResult skipped(String reason) {
        return new CheckResult(State.SKIPPED, reason, "");
    }

    boolean isFailure() {
        return state == State.FAILED;
    }
}
