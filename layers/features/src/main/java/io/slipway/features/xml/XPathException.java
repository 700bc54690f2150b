package io.slipway.features.xml;

/** Thrown if an expression is not XPath, cannot be evaluated on this document, or takes too long. The message is one line. */
public final class XPathException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reasons of failures. */
    public enum Reason {
        /** It is not an XPath of this version, or uses an unknown prefix or function. */
        SYNTAX,
        /** Its result is a number, a string or a boolean. */
        NO_NODES,
        /** Its evaluation fails. */
        EVALUATION,
        /** Its evaluation takes too long. */
        TOO_LONG
    }

    private final Reason reason;

    XPathException(Reason reason, String message) {
        super(message.replaceAll("\\s*[\\r\\n]+\\s*", " "));
        this.reason = reason;
    }

    /** Returns the reason. */
    public Reason reason() {
        return reason;
    }
}
