package io.slipway.sdi.xdt;

import io.slipway.sdi.xml.XmlElement;
import java.util.List;

/** All elements of the name. */
final class DefaultLocator extends Locator {
    DefaultLocator() {
        super("DefaultLocator");
    }

    @Override
    String predicate(XmlElement element, List<String> arguments) {
        return "";
    }
}
