package io.slipway.cli;

/**
 * A command could not do what it was asked. The message is one line that says what is wrong and what to do next; it is all that
 * people see, and the exit code is 1.
 */
public class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what is wrong, and what to do next
     */
    public CommandFailure(String message) {
        super(message);
    }
}
