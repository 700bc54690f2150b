package io.slipway.features.structured.json;

/** A text is no JSON. The message quotes nothing of it. */
final class JsonSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int at;

    JsonSyntaxException(int at, String message) {
        super(message);
        this.at = at;
    }

    /** Where, in UTF-16 units from the beginning. */
    int at() {
        return at;
    }
}
