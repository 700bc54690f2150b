package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlElement;

/** Sets the attributes of the transform's element on the elements found. */
class SetAttributesTransform extends AttributeTransform {
    SetAttributesTransform() {
        this("SetAttributes");
    }

    SetAttributesTransform(String name) {
        super(name);
    }

    /** Returns the new value of an attribute. */
    String value(Application application, XmlElement target, XmlAttribute attribute) throws XdtException {
        return attribute.value();
    }

    @Override
    final void apply(Application application) throws XdtException {
        XmlElement target = element(application);
        int set = 0;
        for (XmlAttribute attribute : meant(application, application.context().prepared())) {
            Adoption.set(target, attribute, value(application, target, attribute));
            application.done("Set '" + attribute.name().local() + "' attribute");
            set++;
        }
        if (set > 0) {
            application.done("Set " + set + " attributes");
        } else {
            application.warn("No attributes found to set");
        }
    }
}
