package io.slipway.builds.files;

/** Reports that files cannot be copied as an instruction requires. */
public final class CopyException extends Exception {
    private static final long serialVersionUID = 1;

    public CopyException(String message) {
        super(message);
    }
}
