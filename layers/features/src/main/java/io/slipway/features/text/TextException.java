package io.slipway.features.text;

/**
 * Thrown if bytes are not valid in the encoding that they claim, or a text cannot be encoded. The message is one line,
 * for people, without the file's name.
 */
public final class TextException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what must be and what was */
    public TextException(String message) {
        super(message);
    }
}
