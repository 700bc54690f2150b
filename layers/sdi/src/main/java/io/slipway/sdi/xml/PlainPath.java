package io.slipway.sdi.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path from the document down by names, such as {@code /settings/p:host/@name}: what nearly all variables are. It is looked up instead of
 * evaluated, which makes a thousand of them cost no more than reading the document.
 */
final class PlainPath {
    private static final Pattern STEP = Pattern.compile("/(?:([A-Za-z_][\\w.-]*):)?([A-Za-z_][\\w.-]*)");

    private final List<XmlName> elements;
    private final Optional<XmlName> attribute;

    private PlainPath(List<XmlName> elements, Optional<XmlName> attribute) {
        this.elements = elements;
        this.attribute = attribute;
    }

    /** The path that an expression is, if it is one and all its prefixes are known. A name without a prefix is in no namespace. */
    static Optional<PlainPath> of(String expression, Map<String, String> namespaces) {
        int at = expression.indexOf("/@");
        String path = at < 0 ? expression : expression.substring(0, at);
        Optional<List<XmlName>> elements = names(path, namespaces);
        Optional<List<XmlName>> attribute =
                at < 0 ? Optional.empty() : names("/" + expression.substring(at + 2), namespaces);
        if (elements.isEmpty()
                || (at >= 0 && attribute.filter(names -> names.size() == 1).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new PlainPath(elements.get(), attribute.map(List::getFirst)));
    }

    private static Optional<List<XmlName>> names(String path, Map<String, String> namespaces) {
        List<XmlName> names = new ArrayList<>();
        Matcher step = STEP.matcher(path);
        int end = 0;
        while (step.find() && step.start() == end) {
            String prefix = step.group(1);
            String namespace = prefix == null ? "" : namespaces.get(prefix);
            if (namespace == null) {
                return Optional.empty();
            }
            names.add(new XmlName("", step.group(2), namespace));
            end = step.end();
        }
        return end == path.length() && !names.isEmpty() ? Optional.of(names) : Optional.empty();
    }

    /** The nodes, in the order of the document. */
    List<XmlNode> nodes(XmlDocument document) {
        List<? extends XmlContainer> found = List.of(document);
        for (XmlName name : elements) {
            List<XmlElement> next = new ArrayList<>();
            for (XmlContainer parent : found) {
                next.addAll(document.childrenNamed(parent, name));
            }
            found = next;
        }
        if (attribute.isEmpty()) {
            return List.copyOf(found);
        }
        List<XmlNode> attributes = new ArrayList<>();
        for (XmlContainer element : found) {
            ((XmlElement) element)
                    .attribute(attribute.get().namespace(), attribute.get().local())
                    .filter(it -> !it.name().declaresNamespace())
                    .ifPresent(attributes::add);
        }
        return attributes;
    }
}
