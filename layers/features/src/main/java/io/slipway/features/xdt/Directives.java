package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlElement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Checks whether a document is a transform, and validates its elements in the namespace of the transform language. */
final class Directives {
    private Directives() {}

    /** Returns whether the namespace is declared anywhere. */
    static boolean usesXdt(XmlElement root) {
        return all(root).stream()
                .flatMap(element -> element.attributes().stream())
                .anyMatch(attribute -> attribute.name().declaresNamespace()
                        && attribute.value().equals(Xdt.NAMESPACE));
    }

    /**
     * Warns of unknown elements.
     *
     * @throws XdtException if an element requests loading .NET code, which is neither available nor trusted
     */
    static void check(XmlElement root, TransformLog log) throws XdtException {
        for (XmlElement element : all(root)) {
            if (!element.name().namespace().equals(Xdt.NAMESPACE)) {
                continue;
            }
            if (element.name().local().equals(Xdt.IMPORT)) {
                throw refused(element);
            }
            log.warning(element, "Unknown tag '" + element.name().qualified() + "'");
        }
    }

    private static XdtException refused(XmlElement element) {
        for (XmlAttribute attribute : element.attributes()) {
            if (!attribute.name().qualified().matches("assembly|namespace|path")) {
                return XdtException.at(
                        attribute,
                        "Import tag does not support '" + attribute.name().qualified() + "' attribute");
            }
        }
        Optional<String> assembly = element.attribute("assembly").map(XmlAttribute::value);
        Optional<String> path = element.attribute("path").map(XmlAttribute::value);
        if (assembly.isPresent() && path.isPresent()) {
            return XdtException.at(element, "Import tag cannot have both a 'path' and an 'assembly'");
        }
        if (assembly.isEmpty() && path.isEmpty()) {
            return XdtException.at(element, "Import tag must have a 'path' or an 'assembly'");
        }
        if (element.attribute("namespace").isEmpty()) {
            return XdtException.at(element, "Import tag must have a 'namespace'");
        }
        return XdtException.at(
                element, "Could not load the file '" + assembly.or(() -> path).orElse("") + "'.");
    }

    /** Returns all elements in document order, without recursion: a transform may be deeply nested. */
    private static List<XmlElement> all(XmlElement root) {
        List<XmlElement> all = new ArrayList<>();
        Deque<XmlElement> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            XmlElement element = open.pop();
            all.add(element);
            element.elements().toList().reversed().forEach(open::push);
        }
        return all;
    }
}
