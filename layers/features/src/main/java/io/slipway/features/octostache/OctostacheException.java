package io.slipway.features.octostache;

/** A template cannot be evaluated at all: variables that lead to themselves, or a filter that has no answer for its input. */
public final class OctostacheException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OctostacheException(String message) {
        super(message, null, false, false);
    }
}
