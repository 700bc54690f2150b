package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;

/** Inserts the transform's element before another. */
final class InsertBeforeTransform extends SiblingTransform {
    InsertBeforeTransform() {
        super("InsertBefore");
    }

    @Override
    void insert(XmlElement sibling, XmlElement element) throws XdtException {
        Layout.insertBefore(sibling, element);
    }
}
