package io.slipway.packages.sdi;

/**
 * A mistake in {@code sdi.yaml}.
 *
 * @param line its line, from 1 on
 * @param column its column, from 1 on
 * @param message what is wrong, and what would be right
 */
public record Problem(int line, int column, String message) {
    /** As compilers and editors write it. */
    @Override
    public String toString() {
        return SdiFile.NAME + ":" + line + ":" + column + ": " + message;
    }
}
