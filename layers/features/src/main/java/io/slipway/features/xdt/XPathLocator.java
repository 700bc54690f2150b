package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import java.util.List;

/**
 * Selects nodes by an XPath, relative to the root or to the elements of the same name. Inserted elements become
 * children of the selected ones.
 */
final class XPathLocator extends Locator {
    XPathLocator() {
        super("XPath");
    }

    @Override
    String path(String parentPath, XmlElement element, List<String> arguments) throws XdtException {
        String path = only(arguments);
        if (path.startsWith("/")) {
            return path;
        }
        return step(step(parentPath, nodeTest(element), ""), path, "").replace("/./", "/");
    }

    @Override
    String parentPath(String parentPath, XmlElement element, List<String> arguments) throws XdtException {
        return path(parentPath, element, arguments);
    }

    @Override
    String predicate(XmlElement element, List<String> arguments) {
        return "";
    }
}
