package io.slipway.builds.image;

/** Thrown if an image cannot be built without running a program or accessing the network. */
public final class NeedsJobException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    /**
     * Creates an exception with the reason.
     *
     * @param line the line of the Dockerfile that needs a job; 0 if no single line does
     */
    public NeedsJobException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** Returns the reason, with its line. */
    public String reason() {
        return line == 0 ? String.valueOf(getMessage()) : "line " + line + ": " + getMessage();
    }
}
