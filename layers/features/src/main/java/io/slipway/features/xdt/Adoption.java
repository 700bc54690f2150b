package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlContainer;
import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlException;
import io.slipway.features.xml.XmlName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the transform's elements into the file's namespaces: names keep their namespaces, with the file's prefixes.
 * Only namespaces that are used and not declared in the file yet are declared.
 */
final class Adoption {
    private static final String XML = "xml";

    private Adoption() {}

    /** Prepares an element for insertion into another. */
    static void adopt(XmlElement element, XmlContainer into) throws XdtException {
        try {
            adopt(element, into instanceof XmlElement parent ? parent.namespaces() : Map.of());
        } catch (XmlException e) {
            throw new XdtException(String.valueOf(e.getMessage()));
        }
    }

    /** Copies an attribute of the transform to an element of the file. */
    static void set(XmlElement target, XmlAttribute attribute, String value) throws XdtException {
        XmlName name = attribute.name();
        try {
            Optional<XmlAttribute> known = target.attribute(name.namespace(), name.local());
            if (known.isPresent()) {
                known.get().setValue(value);
            } else if (name.prefix().isEmpty()) {
                target.setAttribute(name, value);
            } else {
                String prefix = prefixFor(target, name);
                target.setAttribute(new XmlName(prefix, name.local(), name.namespace()), value);
            }
        } catch (XmlException e) {
            throw new XdtException(String.valueOf(e.getMessage()));
        }
    }

    private static String prefixFor(XmlElement target, XmlName name) throws XmlException {
        Map<String, String> scope = target.namespaces();
        if (name.prefix().equals(XML) || name.namespace().equals(scope.get(name.prefix()))) {
            return name.prefix();
        }
        Optional<String> known = prefixOf(scope, name.namespace(), true);
        if (known.isPresent()) {
            return known.get();
        }
        String prefix = name.prefix();
        for (int i = 1; scope.containsKey(prefix); i++) {
            prefix = name.prefix() + i;
        }
        target.setAttribute(XmlName.declaring(prefix), name.namespace());
        return prefix;
    }

    private static void adopt(XmlElement element, Map<String, String> scope) throws XmlException {
        Map<String, String> needed = new LinkedHashMap<>();
        XmlName name = element.name();
        if (!bound(scope, name)) {
            prefixOf(scope, name.namespace(), false)
                    .ifPresentOrElse(
                            prefix -> element.rename(new XmlName(prefix, name.local(), name.namespace())),
                            () -> needed.put(name.prefix(), name.namespace()));
        }
        for (XmlAttribute attribute : element.attributes()) {
            XmlName used = attribute.name();
            if (!used.prefix().isEmpty() && !used.declaresNamespace() && !bound(scope, used)) {
                prefixOf(scope, used.namespace(), true)
                        .ifPresentOrElse(
                                prefix -> attribute.rename(new XmlName(prefix, used.local(), used.namespace())),
                                () -> needed.put(used.prefix(), used.namespace()));
            }
        }
        declareOnly(element, needed);
        Map<String, String> within = new HashMap<>(scope);
        within.putAll(needed);
        for (XmlElement child : element.elements().toList()) {
            adopt(child, within);
        }
    }

    private static void declareOnly(XmlElement element, Map<String, String> needed) throws XmlException {
        Map<String, String> missing = new LinkedHashMap<>(needed);
        for (XmlAttribute attribute : List.copyOf(element.attributes())) {
            if (attribute.name().declaresNamespace()) {
                String prefix = attribute.name().prefix().isEmpty()
                        ? ""
                        : attribute.name().local();
                if (!missing.remove(prefix, attribute.value())) {
                    attribute.remove();
                }
            }
        }
        for (Map.Entry<String, String> declaration : missing.entrySet()) {
            element.setAttribute(XmlName.declaring(declaration.getKey()), declaration.getValue());
        }
    }

    private static boolean bound(Map<String, String> scope, XmlName name) {
        return name.prefix().equals(XML)
                || scope.getOrDefault(name.prefix(), "").equals(name.namespace());
    }

    /** Returns a prefix of a namespace; attributes cannot use the empty one. */
    private static Optional<String> prefixOf(Map<String, String> scope, String namespace, boolean forAttribute) {
        return namespace.isEmpty()
                ? Optional.empty()
                : scope.entrySet().stream()
                        .filter(declared -> declared.getValue().equals(namespace))
                        .map(Map.Entry::getKey)
                        .filter(prefix -> !forAttribute || !prefix.isEmpty())
                        .findFirst();
    }
}
