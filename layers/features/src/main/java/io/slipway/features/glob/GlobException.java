package io.slipway.features.glob;

/** A pattern is malformed, leaves the folder, or matches beyond a limit. The message is one line for people. */
public final class GlobException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what must be and what was */
    public GlobException(String message) {
        super(message);
    }
}
