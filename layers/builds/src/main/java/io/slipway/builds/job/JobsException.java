package io.slipway.builds.job;

/** No job can be started. */
public final class JobsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean full;

    /**
     * Creates an exception with the reason.
     *
     * @param full whether another job can be started later
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
