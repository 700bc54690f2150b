package io.slipway.packages.sdi;

/**
 * A mistake in {@code sdi.yaml}.
 *
 * @param line its line, from 1
 * @param column its column, from 1
 * @param message what must be and what was
 */
public record Problem(int line, int column, String message) {
    /** Returns the problem in the format of compilers and editors. */
    @Override
    public String toString() {
        return SdiFile.NAME + ":" + line + ":" + column + ": " + message;
    }
}
