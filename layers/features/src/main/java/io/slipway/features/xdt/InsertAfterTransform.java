package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;

/** Inserts the transform's element after another. */
final class InsertAfterTransform extends SiblingTransform {
    InsertAfterTransform() {
        super("InsertAfter");
    }

    @Override
    void insert(XmlElement sibling, XmlElement element) throws XdtException {
        Layout.insertAfter(sibling, element);
    }
}
