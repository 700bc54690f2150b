package io.slipway.builds.dockerfile;

/** A mistake in a Dockerfile. */
public final class DockerfileException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    /**
     * Creates an exception for a mistake.
     *
     * @param line its line, from 1; 0 for the file as a whole
     */
    public DockerfileException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** Returns its line, from 1; 0 for the file as a whole. */
    public int line() {
        return line;
    }
}
