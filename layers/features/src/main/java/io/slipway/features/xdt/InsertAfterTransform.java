package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;

/** Puts the transform's element behind another. */
final class InsertAfterTransform extends SiblingTransform {
    InsertAfterTransform() {
        super("InsertAfter");
    }

    @Override
    void insert(XmlElement sibling, XmlElement element) throws XdtException {
        Layout.insertAfter(sibling, element);
    }
}
