package io.slipway.builds;

/**
 * How it stands with a job.
 *
 * @param state the state
 * @param context what the service says about it; empty where it says nothing
 */
public record JobStatus(State state, String context) {
    /** The states of CodeBuild's builds ({@code BuildStatus} in its API). */
    public enum State {
        IN_PROGRESS,
        SUCCEEDED,
        FAILED,
        /** The service itself failed. */
        FAULT,
        STOPPED,
        TIMED_OUT
    }
}
