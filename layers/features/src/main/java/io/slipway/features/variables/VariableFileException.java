package io.slipway.features.variables;

/** A file is no file of variables; the message says what is wrong and where. */
public final class VariableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    public VariableFileException(String message) {
        super(message);
    }
}
