package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import java.util.List;

/** The elements of the name for which an XPath predicate holds. */
final class ConditionLocator extends Locator {
    ConditionLocator() {
        super("Condition");
    }

    @Override
    String predicate(XmlElement element, List<String> arguments) throws XdtException {
        return only(arguments);
    }
}
