package io.slipway.features.run;

/**
 * The limits of a run. Everything is kept in memory until the end, so a machine with little memory should lower them.
 *
 * @param fileBytes the maximum size of a changed file in bytes; at most 1 GiB
 * @param runBytes the maximum size of all changed files of a run in bytes
 */
public record Limits(long fileBytes, long runBytes) {
    /** The default of {@link #fileBytes}: 32 MiB. */
    public static final long MAX_FILE = 32L << 20;

    /** The default of {@link #runBytes}: 256 MiB. */
    public static final long MAX_RUN = 256L << 20;

    /** The number of bytes at a file's beginning that decide whether it is binary: 8,000, as in git. */
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
