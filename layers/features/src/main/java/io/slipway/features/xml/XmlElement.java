package io.slipway.features.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An element. */
public final class XmlElement extends XmlContainer {
    private XmlName name;
    private final @Nullable TagPlaces tags;
    private List<XmlAttribute> attributes = List.of();
    private boolean tagTouched;
    private boolean renamed;

    /** Returns the positions of the tags of an element that was read. */
    TagPlaces tags() {
        return Objects.requireNonNull(tags);
    }

    XmlElement(XmlName name, @Nullable TagPlaces tags) {
        this.name = name;
        this.tags = tags;
    }

    /** Creates an element without attributes or children. It is written with one tag as long as it has no children. */
    public static XmlElement of(XmlName name) {
        XmlElement element = new XmlElement(name, null);
        element.tagTouched = true;
        element.touched = true;
        return element;
    }

    /** Returns the name. */
    public XmlName name() {
        return name;
    }

    /** Renames it. The caller ensures that its prefix is declared. */
    public void rename(XmlName other) {
        name = other;
        renamed = true;
        tagChanged();
        changed();
    }

    /** Returns a live view of the attributes, including namespace declarations, in order. */
    public List<XmlAttribute> attributes() {
        return Collections.unmodifiableList(attributes);
    }

    /** Returns the attribute of this name without a namespace. */
    public Optional<XmlAttribute> attribute(String local) {
        return attribute("", local);
    }

    /** Returns the attribute of this namespace and name, whatever its prefix. */
    public Optional<XmlAttribute> attribute(String namespace, String local) {
        for (XmlAttribute attribute : attributes) {
            if (attribute.name().local().equals(local)
                    && attribute.name().namespace().equals(namespace)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    /**
     * Sets an attribute's value. A missing one is added after the last, with its layout.
     *
     * @throws XmlException if XML cannot express the value
     */
    public XmlAttribute setAttribute(XmlName attribute, String value) throws XmlException {
        Optional<XmlAttribute> known = attribute(attribute.namespace(), attribute.local());
        if (known.isPresent()) {
            known.get().setValue(value);
            return known.get();
        }
        XmlAttribute added = new XmlAttribute(attribute, value, attributes.isEmpty() ? null : attributes.getLast());
        read(added);
        tagChanged();
        return added;
    }

    /** Adds an attribute that the parser read, which does not count as a change. */
    void read(XmlAttribute attribute) {
        if (attributes.isEmpty()) {
            attributes = new ArrayList<>(2);
        }
        attribute.parent = this;
        attribute.index = attributes.size();
        attributes.add(attribute);
    }

    /** Returns the namespace of a prefix in this scope; an empty prefix without a declaration means no namespace. */
    public Optional<String> namespace(String prefix) {
        if (prefix.equals("xml")) {
            return Optional.of(XmlName.XML);
        }
        XmlName declaration = XmlName.declaring(prefix);
        for (XmlElement at = this; at != null; at = at.parentElement()) {
            Optional<XmlAttribute> declared = at.attribute(XmlName.XMLNS, declaration.local());
            if (declared.isPresent()) {
                return declared.map(XmlAttribute::value);
            }
        }
        return prefix.isEmpty() ? Optional.of("") : Optional.empty();
    }

    /** Returns the prefixes in scope, including the empty one, with their namespaces. */
    public Map<String, String> namespaces() {
        Map<String, String> all = new LinkedHashMap<>();
        for (XmlElement at = this; at != null; at = at.parentElement()) {
            for (XmlAttribute attribute : at.attributes) {
                if (attribute.name().declaresNamespace()) {
                    String prefix = attribute.name().prefix().isEmpty()
                            ? ""
                            : attribute.name().local();
                    all.putIfAbsent(prefix, attribute.value());
                }
            }
        }
        return all;
    }

    /**
     * Declares the prefixes used in this element or its content that have another namespace in the new scope.
     */
    public void declareMissingNamespaces() throws XmlException {
        declareMissing(name);
        for (XmlAttribute attribute : List.copyOf(attributes)) {
            if (!attribute.name().prefix().isEmpty() && !attribute.name().declaresNamespace()) {
                declareMissing(attribute.name());
            }
        }
        for (XmlElement child : elements().toList()) {
            child.declareMissingNamespaces();
        }
    }

    private void declareMissing(XmlName used) throws XmlException {
        if (!namespace(used.prefix()).equals(Optional.of(used.namespace()))) {
            setAttribute(XmlName.declaring(used.prefix()), used.namespace());
        }
    }

    /**
     * Parses markup as content of this element, whose prefixes it may use.
     *
     * @return nodes without a parent
     * @throws XmlException if it is not well-formed
     */
    public List<XmlNode> parseWithin(String markup) throws XmlException {
        return XmlParser.fragment(markup, namespaces());
    }

    @Override
    public XmlPosition position() {
        return tags == null ? XmlPosition.NONE : tags.source.position(tags.start);
    }

    @Override
    List<? extends XmlNode> siblings(XmlNode node) {
        return node instanceof XmlAttribute ? attributes : super.siblings(node);
    }

    @Override
    void detach(XmlNode node) {
        if (!(node instanceof XmlAttribute attribute)) {
            super.detach(node);
            return;
        }
        int at = attribute.indexInParent();
        attributes.remove(at);
        attribute.parent = null;
        if (at == 0 && !attributes.isEmpty()) {
            // Attributes on lines of their own: the next one moves up to the tag's.
            attributes.getFirst().setSpace(attribute.space());
        }
        tagChanged();
    }

    void tagChanged() {
        tagTouched = true;
        touched = true;
        touch();
    }

    @Override
    void write(StringBuilder out) {
        if (!touched && tags != null) {
            out.append(tags.source.text(), tags.start, tags.end);
            return;
        }
        boolean readEmpty = tags == null || tags.empty;
        boolean empty = readEmpty && children().isEmpty();
        if (!tagTouched && empty == readEmpty) {
            TagPlaces known = Objects.requireNonNull(tags);
            out.append(known.source.text(), known.start, known.tagEnd);
        } else {
            writeStart(out, empty);
        }
        if (empty) {
            return;
        }
        writeChildren(out);
        if (tags != null && !tags.empty && !renamed) {
            out.append(tags.source.text(), tags.endStart, tags.end);
        } else {
            out.append("</").append(name.qualified()).append('>');
        }
    }

    private void writeStart(StringBuilder out, boolean empty) {
        out.append('<').append(name.qualified());
        for (XmlAttribute attribute : attributes) {
            attribute.write(out);
        }
        if (tags == null) {
            out.append(empty ? " " : "");
        } else if (empty == tags.empty || !tags.tail().equals(" ")) {
            out.append(tags.tail());
        }
        out.append(empty ? "/>" : ">");
    }

    @Override
    public XmlElement copy() {
        XmlElement copy = new XmlElement(name, tags);
        copy.touched = touched;
        copy.tagTouched = tagTouched;
        copy.renamed = renamed;
        attributes.forEach(attribute -> copy.read(attribute.copy()));
        children().forEach(child -> ((XmlContainer) copy).read(child.copy()));
        return copy;
    }
}
