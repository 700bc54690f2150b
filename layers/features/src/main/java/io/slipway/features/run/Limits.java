package io.slipway.features.run;

/**
 * How much a run takes on. Everything is held in memory until the end, so a machine with little memory should lower them.
 *
 * @param fileBytes the largest file that a feature changes; at most 1 GiB
 * @param runBytes how many bytes the changed files of one run may have together
 */
public record Limits(long fileBytes, long runBytes) {
    /** The default of {@link #fileBytes}: 32 MiB. */
    public static final long MAX_FILE = 32L << 20;

    /** The default of {@link #runBytes}: 256 MiB. */
    public static final long MAX_RUN = 256L << 20;

    /** How many bytes at a file's beginning tell whether it is binary: 8,000, as in git. */
    public static final int BINARY_PROBE = 8_000;

    /** The defaults. */
    public static final Limits DEFAULT = new Limits(MAX_FILE, MAX_RUN);

    /**
     * @throws IllegalArgumentException if a limit is not positive or too large to be held in memory
     */
    public Limits {
        if (fileBytes < 1 || fileBytes > 1L << 30 || runBytes < 1) {
            throw new IllegalArgumentException(
                    "Limits must be positive, and a file's at most 1 GiB, but were " + fileBytes + " and " + runBytes);
        }
    }
}
