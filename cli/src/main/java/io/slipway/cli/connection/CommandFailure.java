package io.slipway.cli.connection;

/**
 * Thrown if a command fails. The message, one line with the error and the next step, is all that is printed, and the
 * exit code is 1.
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
