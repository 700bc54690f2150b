package io.slipway.features.text;

/** Bytes that are no text in the encoding they claim. The message is one line, for people, without the file's name. */
public final class TextException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what must be and what was */
    public TextException(String message) {
        super(message);
    }
}
