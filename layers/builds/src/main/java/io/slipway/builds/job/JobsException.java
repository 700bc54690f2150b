package io.slipway.builds.job;

/** Thrown if a job cannot be started. */
public final class JobsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean full;

    /**
     * Creates an exception with the reason.
     *
     * @param full whether the limit of concurrent jobs is reached
     */
    public JobsException(String message, boolean full) {
        super(message);
        this.full = full;
    }

    /** Returns whether the limit of concurrent jobs is reached, so that the build remains in the queue. */
    public boolean full() {
        return full;
    }
}
