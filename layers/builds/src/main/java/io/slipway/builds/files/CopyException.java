package io.slipway.builds.files;

/** Files cannot be copied as an instruction asks. */
public final class CopyException extends Exception {
    private static final long serialVersionUID = 1;

    public CopyException(String message) {
        super(message);
    }
}
