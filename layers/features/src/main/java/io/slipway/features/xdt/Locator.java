package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import java.util.List;

/** Selects, by an XPath, the elements of the file for an element of the transform. */
abstract sealed class Locator permits DefaultLocator, MatchLocator, ConditionLocator, XPathLocator {
    private final String name;

    /**
     * @param name as it is written in a {@code Locator} attribute
     */
    Locator(String name) {
        this.name = name;
    }

    /** Returns the path of the selected elements. */
    String path(String parentPath, XmlElement element, List<String> arguments) throws XdtException {
        return step(parentPath, nodeTest(element), predicate(element, arguments));
    }

    /** Returns the path of the parents of an inserted element. */
    String parentPath(String parentPath, XmlElement element, List<String> arguments) throws XdtException {
        return parentPath;
    }

    /** Returns the predicate after the element's name; may be empty. */
    abstract String predicate(XmlElement element, List<String> arguments) throws XdtException;

    /**
     * Adds a step to a path. A predicate may include its brackets; the original omits the closing one if the predicate
     * itself ends with a bracket.
     */
    static String step(String path, String nodeTest, String predicate) {
        boolean bare = !predicate.isEmpty() && !(predicate.startsWith("[") && predicate.endsWith("]"));
        return path + (path.endsWith("/") ? "" : "/") + nodeTest + (bare ? "[" + predicate + "]" : predicate);
    }

    /** Returns the element's name for a path. XPath 1.0 has no default namespace, so that one gets a prefix. */
    static String nodeTest(XmlElement element) {
        boolean inDefault =
                element.name().prefix().isEmpty() && !element.name().namespace().isEmpty();
        return (inDefault ? TransformElement.DEFAULT_NAMESPACE + ":" : "")
                + element.name().qualified();
    }

    /** Returns the only argument. */
    String only(List<String> arguments) throws XdtException {
        if (arguments.size() != 1) {
            throw new XdtException(name + " requires exactly 1 arguments");
        }
        return arguments.getFirst();
    }

    void requireSome(List<String> arguments) throws XdtException {
        if (arguments.isEmpty()) {
            throw new XdtException(name + " requires at least 1 arguments");
        }
    }
}
