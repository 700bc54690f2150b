package io.slipway.builds;

import java.util.Arrays;
import java.util.Optional;

/** How it stands with a build. It goes forward only; of the four ends it reaches one, once. */
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

    /** Whether nothing comes after it. */
    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }

    /** Whether the same build may be tried again. */
    public boolean mayBeTriedAgain() {
        return ended() && this != SUCCEEDED;
    }
}
