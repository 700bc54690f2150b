package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import java.util.List;

/** Selects all elements of the same name. */
final class DefaultLocator extends Locator {
    DefaultLocator() {
        super("DefaultLocator");
    }

    @Override
    String predicate(XmlElement element, List<String> arguments) {
        return "";
    }
}
