package io.slipway.features.xml;

/** An expression is no XPath, cannot be evaluated on this document, or takes too long. The message is one line. */
public final class XPathException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** It is no XPath of this version, or names a prefix or function that there is not. */
        SYNTAX,
        /** It yields a number, a string or a truth value. */
        NO_NODES,
        /** Its evaluation ends in an error. */
        EVALUATION,
        /** It takes too long. */
        TOO_LONG
    }

    private final Reason reason;

    XPathException(Reason reason, String message) {
        super(message.replaceAll("\\s*[\\r\\n]+\\s*", " "));
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
