package io.slipway.features.octostache;

/** A template cannot be evaluated at all: variables that lead to themselves, or a filter that has no answer for its input. */
public final class OctostacheException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int at;

    public OctostacheException(String message) {
        this(message, -1);
    }

    private OctostacheException(String message, int at) {
        super(message, null, false, false);
        this.at = at;
    }

    /** Where the token stands in the template, counted from 0; -1 where that is not known. */
    public int at() {
        return at;
    }

    /** The same at a token, unless a token within it is known. */
    OctostacheException at(int token) {
        return at >= 0 ? this : new OctostacheException(String.valueOf(getMessage()), token);
    }
}
