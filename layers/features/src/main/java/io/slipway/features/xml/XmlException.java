package io.slipway.features.xml;

/** Thrown if a text is not XML, or XML cannot express a value. The message is one line, without the file's name. */
public final class XmlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient XmlPosition position;

    /**
     * @param position the position
     * @param message the error
     */
    public XmlException(XmlPosition position, String message) {
        super(message);
        this.position = position;
    }

    /** Returns the position, or {@link XmlPosition#NONE}. */
    public XmlPosition position() {
        return position;
    }
}
