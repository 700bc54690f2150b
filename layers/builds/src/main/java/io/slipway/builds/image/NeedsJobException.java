package io.slipway.builds.image;

/** An image cannot be made without running something, or without going to the network. */
public final class NeedsJobException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    /**
     * Names the reason.
     *
     * @param line the line of the Dockerfile that needs a job; 0 if no single line does
     */
    public NeedsJobException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** The reason, with its line. */
    public String reason() {
        return line == 0 ? String.valueOf(getMessage()) : "line " + line + ": " + getMessage();
    }
}
