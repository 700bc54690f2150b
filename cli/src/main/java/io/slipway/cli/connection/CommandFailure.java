package io.slipway.cli.connection;

/**
 * A command failed. The message is one line with the error and the next step; it is the whole output for people, and the exit code is 1.
 */
public class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: the error, and the next step
     */
    public CommandFailure(String message) {
        super(message);
    }
}
