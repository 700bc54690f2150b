package io.slipway.features.text;

/** Bytes that are no text in the encoding they claim. The message is one line, for people, without the file's name. */
public final class TextException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong
     */
    public TextException(String message) {
        super(message);
    }
}
