package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlNode;
import java.util.List;

/** Inserts the transform's element before or after the element that an XPath selects. */
abstract class SiblingTransform extends Transform {
    SiblingTransform(String name) {
        super(name, Scope.PARENT);
    }

    /** Inserts the element. */
    abstract void insert(XmlElement sibling, XmlElement element) throws XdtException;

    @Override
    final void apply(Application application) throws XdtException {
        insert(sibling(application), application.context().prepared());
        application.done("Inserted '" + Application.name(application.context().element()) + "' element");
    }

    private XmlElement sibling(Application application) throws XdtException {
        if (application.arguments().isEmpty()) {
            throw new XdtException(name() + " requires an XPath argument");
        }
        if (application.arguments().size() > 1) {
            throw new XdtException("Too many arguments to " + name());
        }
        String xpath = application.arguments().getFirst();
        List<XmlNode> found = application.context().select(application.target(), xpath);
        if (found.isEmpty()) {
            throw new XdtException("No element in the source document matches '" + xpath + "'");
        }
        if (found.getFirst() instanceof XmlElement sibling) {
            return sibling;
        }
        throw new XdtException("'" + xpath + "' does not evaluate to an element");
    }
}
