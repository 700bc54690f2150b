package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import java.util.List;

/** Says, as an XPath, which elements of the file an element of the transform stands for. */
abstract sealed class Locator permits DefaultLocator, MatchLocator, ConditionLocator, XPathLocator {
    private final String name;

    /**
     * @param name as it is written in a {@code Locator} attribute
     */
    Locator(String name) {
        this.name = name;
    }

    /** The path of the elements that are meant. */
    String path(String parentPath, XmlElement element, List<String> arguments) throws XdtException {
        return step(parentPath, nodeTest(element), predicate(element, arguments));
    }

    /** The path of what an element is inserted into. */
    String parentPath(String parentPath, XmlElement element, List<String> arguments) throws XdtException {
        return parentPath;
    }

    /** What is written in brackets behind the element's name; empty for nothing. */
    abstract String predicate(XmlElement element, List<String> arguments) throws XdtException;

    /**
     * A path and one step more. A predicate may come with its brackets; the original leaves out the last one if a bracket ends the
     * predicate for another reason.
     */
    static String step(String path, String nodeTest, String predicate) {
        boolean bare = !predicate.isEmpty() && !(predicate.startsWith("[") && predicate.endsWith("]"));
        return path + (path.endsWith("/") ? "" : "/") + nodeTest + (bare ? "[" + predicate + "]" : predicate);
    }

    /** XPath 1.0 knows no default namespace, so it gets a prefix. */
    static String nodeTest(XmlElement element) {
        boolean inDefault =
                element.name().prefix().isEmpty() && !element.name().namespace().isEmpty();
        return (inDefault ? TransformElement.DEFAULT_NAMESPACE + ":" : "")
                + element.name().qualified();
    }

    /** The one argument that there must be. */
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
