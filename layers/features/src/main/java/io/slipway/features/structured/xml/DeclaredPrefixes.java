package io.slipway.features.structured.xml;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlContainer;
import io.slipway.features.xml.XmlDocument;
import io.slipway.features.xml.XmlElement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The prefixes that a document declares anywhere, for use in expressions. Of several declarations of a prefix, the first counts. Default
 * namespaces have no prefix, so their elements are found by {@code *:name}.
 *
 * @param namespaces the namespaces of the prefixes
 * @param warnings the ignored declarations
 */
record DeclaredPrefixes(Map<String, String> namespaces, List<String> warnings) {

    static DeclaredPrefixes of(XmlDocument document) {
        Map<String, String> namespaces = new LinkedHashMap<>();
        Set<String> warnings = new LinkedHashSet<>();
        collect(document, namespaces, warnings);
        return new DeclaredPrefixes(namespaces, List.copyOf(warnings));
    }

    private static void collect(XmlContainer container, Map<String, String> namespaces, Set<String> warnings) {
        for (XmlElement element : container.elements().toList()) {
            for (XmlAttribute attribute : element.attributes()) {
                if (attribute.name().prefix().equals("xmlns")) {
                    declare(attribute.name().local(), attribute.value(), namespaces, warnings);
                }
            }
            collect(element, namespaces, warnings);
        }
    }

    private static void declare(String prefix, String namespace, Map<String, String> namespaces, Set<String> warnings) {
        String known = namespaces.putIfAbsent(prefix, namespace);
        if (known != null && !known.equals(namespace)) {
            warnings.add("The namespace '" + namespace + "' could not be mapped to the '" + prefix
                    + "' prefix, as another namespace '" + known
                    + "' is already mapped to that prefix. XPath selectors using this"
                    + " prefix may not return the expected nodes. You can avoid this by ensuring all namespaces in your"
                    + " document have unique prefixes.");
        }
    }
}
