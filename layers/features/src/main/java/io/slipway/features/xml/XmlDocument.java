package io.slipway.features.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A document: its declaration, document type, root element, and the comments, instructions and white space around them. */
public final class XmlDocument extends XmlContainer {
    private final String lineBreak;

    /** Index of child elements by name; discarded when elements change. */
    private final IdentityHashMap<XmlContainer, Map<XmlName, List<XmlElement>>> childrenByName =
            new IdentityHashMap<>();

    /** Index of all elements by name; discarded when elements change. */
    private @Nullable Map<XmlName, List<XmlElement>> allByName;

    XmlDocument(String lineBreak) {
        this.lineBreak = lineBreak;
    }

    /**
     * Reads a document. External resources are not fetched; entities that it defines are expanded in values, within
     * {@link XmlLimits}, and remain references in the markup.
     *
     * @param text the text without its byte order mark
     * @throws XmlException if it is not well-formed, or beyond a limit
     */
    public static XmlDocument parse(String text) throws XmlException {
        return XmlParser.document(text);
    }

    /** Returns the root element; empty if it was removed. */
    public Optional<XmlElement> rootElement() {
        return elements().findFirst();
    }

    /** Returns the XML declaration, if there is one. */
    public Optional<XmlDeclaration> declaration() {
        return children().stream()
                .filter(XmlDeclaration.class::isInstance)
                .map(XmlDeclaration.class::cast)
                .findFirst();
    }

    @Override
    public XmlPosition position() {
        return new XmlPosition(1, 1);
    }

    @Override
    void write(StringBuilder out) {
        writeChildren(out);
    }

    @Override
    public XmlDocument copy() {
        XmlDocument copy = new XmlDocument(lineBreak);
        children().forEach(child -> copy.read(child.copy()));
        return copy;
    }

    /** Returns CR LF if most lines end with it, else LF. */
    public String dominantLineBreak() {
        return lineBreak;
    }

    void structureChanged() {
        childrenByName.clear();
        allByName = null;
    }

    /** Returns the child elements of this name, whatever its prefix. Repeated lookups use an index. */
    List<XmlElement> childrenNamed(XmlContainer parent, XmlName name) {
        return childrenByName.computeIfAbsent(parent, XmlDocument::byName).getOrDefault(name.unprefixed(), List.of());
    }

    /**
     * Returns the elements of this name, whatever its prefix, anywhere in this document, in document order. Repeated
     * lookups use an index.
     */
    List<XmlElement> elementsNamed(XmlName name) {
        Map<XmlName, List<XmlElement>> known = allByName;
        if (known == null) {
            known = new HashMap<>();
            addAll(this, known);
            allByName = known;
        }
        return known.getOrDefault(name.unprefixed(), List.of());
    }

    private static void addAll(XmlContainer parent, Map<XmlName, List<XmlElement>> names) {
        parent.elements().forEach(element -> {
            add(element, names);
            addAll(element, names);
        });
    }

    private static Map<XmlName, List<XmlElement>> byName(XmlContainer parent) {
        Map<XmlName, List<XmlElement>> names = new HashMap<>();
        parent.elements().forEach(element -> add(element, names));
        return names;
    }

    private static void add(XmlElement element, Map<XmlName, List<XmlElement>> names) {
        names.computeIfAbsent(element.name().unprefixed(), key -> new ArrayList<>(1))
                .add(element);
    }
}
