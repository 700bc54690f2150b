package io.slipway.features.structured.json;

/** Thrown if a text is not JSON. The message quotes nothing of it. */
final class JsonSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int at;

    JsonSyntaxException(int at, String message) {
        super(message);
        this.at = at;
    }

    /** Returns the position, in UTF-16 units from the beginning. */
    int at() {
        return at;
    }
}
