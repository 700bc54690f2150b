package io.slipway.builds.record;

import java.util.Arrays;
import java.util.Optional;

/** The state of a build. Builds only move forward, and reach exactly one of four final states. */
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

    /** Returns the name in JSON. */
    public String word() {
        return word;
    }

    /** Returns the state of this name, ignoring case. */
    public static Optional<BuildState> named(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** Returns whether the state is final. */
    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }

    /** Returns whether a request for the same inputs starts a new build. */
    public boolean mayBeTriedAgain() {
        return ended() && this != SUCCEEDED;
    }
}
