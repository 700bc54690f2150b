package io.slipway.features.structured.yaml;

/** Thrown if a text is not YAML, or is nested too deeply. */
final class YamlSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int at;

    YamlSyntaxException(int at, String message) {
        super(message);
        this.at = at;
    }

    /** Returns the position, in UTF-16 units from the beginning. */
    int at() {
        return at;
    }
}
