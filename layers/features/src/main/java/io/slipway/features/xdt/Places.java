package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlPosition;

/** Where the original says that a node is: an element is where its name is. */
final class Places {
    private Places() {}

    static XmlPosition of(XmlNode node) {
        XmlPosition position = node.position();
        return node instanceof XmlElement && !position.equals(XmlPosition.NONE)
                ? new XmlPosition(position.line(), position.column() + 1)
                : position;
    }
}
