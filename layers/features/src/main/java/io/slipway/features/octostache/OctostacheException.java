package io.slipway.features.octostache;

/** A template cannot be evaluated: variables refer to themselves, or a filter fails on its input. */
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

    /** Returns the token's position in the template, from 0 on; -1 if unknown. */
    public int at() {
        return at;
    }

    /** Returns the same error with a token's position, unless the position of a token within it is known. */
    OctostacheException at(int token) {
        return at >= 0 ? this : new OctostacheException(String.valueOf(getMessage()), token);
    }
}
