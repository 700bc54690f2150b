package io.slipway.builds.record;

import java.util.Arrays;
import java.util.Optional;

/** The state of a build. It only moves forward, and reaches exactly one of four final states. */
public enum BuildState {
    QUEUED("Queued"),
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    CANCELLED("Cancelled"),
    TIMED_OUT("TimedOut");

    private final String word;

    BuildState(String word) {
        this.word = word;
    }

    /** The name in JSON. */
    public String word() {
        return word;
    }

    /** The state of this name, in any case. */
    public static Optional<BuildState> named(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** Returns whether the state is final. */
    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }

    /** Returns whether a request for the same build starts it again. */
    public boolean mayBeTriedAgain() {
        return ended() && this != SUCCEEDED;
    }
}
