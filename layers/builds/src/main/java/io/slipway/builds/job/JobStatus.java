package io.slipway.builds.job;

/**
 * The state of a job.
 *
 * @param state the state
 * @param context the service's message about it; empty without one
 */
public record JobStatus(State state, String context) {
    /** The states of CodeBuild's builds ({@code BuildStatus} in its API), and one that the API reports as {@code TIMED_OUT}. */
    public enum State {
        IN_PROGRESS,
        SUCCEEDED,
        FAILED,
        /** The service itself failed. */
        FAULT,
        STOPPED,
        TIMED_OUT,
        /** It waited for a machine until CodeBuild gave up, because the account had no capacity. */
        NEVER_BEGAN
    }
}
