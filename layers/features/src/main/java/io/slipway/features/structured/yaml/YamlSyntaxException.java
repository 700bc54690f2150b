package io.slipway.features.structured.yaml;

/** A text is no YAML, or too deep. */
final class YamlSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int at;

    YamlSyntaxException(int at, String message) {
        super(message);
        this.at = at;
    }

    /** Where, in UTF-16 units from the beginning. */
    int at() {
        return at;
    }
}
