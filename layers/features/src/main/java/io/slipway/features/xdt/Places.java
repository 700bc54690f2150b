package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlPosition;

/** Returns positions as the original reports them: the position of an element is that of its name. */
final class Places {
    private Places() {}

    static XmlPosition of(XmlNode node) {
        XmlPosition position = node.position();
        return node instanceof XmlElement && !position.equals(XmlPosition.NONE)
                ? new XmlPosition(position.line(), position.column() + 1)
                : position;
    }
}
