package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import java.util.List;

/** Selects the elements of the same name that satisfy an XPath predicate. */
final class ConditionLocator extends Locator {
    ConditionLocator() {
        super("Condition");
    }

    @Override
    String predicate(XmlElement element, List<String> arguments) throws XdtException {
        return only(arguments);
    }
}
