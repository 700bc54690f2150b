package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlElement;
import java.util.List;

/** Removes attributes from elements. */
final class RemoveAttributesTransform extends AttributeTransform {
    RemoveAttributesTransform() {
        super("RemoveAttributes");
    }

    @Override
    void apply(Application application) throws XdtException {
        XmlElement target = element(application);
        List<XmlAttribute> attributes = meant(application, target);
        for (XmlAttribute attribute : attributes) {
            attribute.remove();
            application.done("Removed '" + attribute.name().qualified() + "' attribute");
        }
        if (attributes.isEmpty()) {
            application.log().sourceWarning(target, "No attributes found to remove");
        } else {
            application.done("Removed " + attributes.size() + " attributes");
        }
    }
}
