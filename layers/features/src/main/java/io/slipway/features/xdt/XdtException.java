package io.slipway.features.xdt;

import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlPosition;

/** A transform failed. The message is one line, in the original's words if it has any. */
final class XdtException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient XmlPosition position;

    /** A place in the transform is not known yet. */
    XdtException(String message) {
        this(message, XmlPosition.NONE);
    }

    private XdtException(String message, XmlPosition position) {
        super(message);
        this.position = position;
    }

    /** At a node of the transform. */
    static XdtException at(XmlNode node, String message) {
        return new XdtException(message, Places.of(node));
    }

    /** The same, at a node of the transform unless its place is known. */
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
