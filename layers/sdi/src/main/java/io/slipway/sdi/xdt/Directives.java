package io.slipway.sdi.xdt;

import io.slipway.sdi.xml.XmlAttribute;
import io.slipway.sdi.xml.XmlElement;
import java.util.Optional;
import java.util.stream.Stream;

/** What a transform says outside its transforms: whether it is one at all, and the elements of the transform language. */
final class Directives {
    private Directives() {}

    /** Whether the namespace is declared anywhere. */
    static boolean usesXdt(XmlElement root) {
        return all(root)
                .flatMap(element -> element.attributes().stream())
                .anyMatch(attribute -> attribute.name().declaresNamespace()
                        && attribute.value().equals(Xdt.NAMESPACE));
    }

    /**
     * Warns of unknown elements.
     *
     * @throws XdtException if an element asks for .NET code to be loaded: there is none here, and nobody vouches for it
     */
    static void check(XmlElement root, TransformLog log) throws XdtException {
        for (XmlElement element : all(root).toList()) {
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

    private static Stream<XmlElement> all(XmlElement element) {
        return Stream.concat(Stream.of(element), element.elements().flatMap(Directives::all));
    }
}
