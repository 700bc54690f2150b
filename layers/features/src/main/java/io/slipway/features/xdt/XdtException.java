package io.slipway.features.xdt;

import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlPosition;

/** Thrown if a transform fails. The message is one line, and the original's if there is one. */
final class XdtException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient XmlPosition position;

    /** Creates an error whose position in the transform is not known yet. */
    XdtException(String message) {
        this(message, XmlPosition.NONE);
    }

    private XdtException(String message, XmlPosition position) {
        super(message);
        this.position = position;
    }

    /** Creates an error at a node of the transform. */
    static XdtException at(XmlNode node, String message) {
        return new XdtException(message, Places.of(node));
    }

    /** Returns this error with the position of a node of the transform, unless it has a position already. */
    XdtException at(XmlNode node) {
        return position.equals(XmlPosition.NONE) ? at(node, text()) : this;
    }

    XmlPosition position() {
        return position;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
