package io.slipway.features.xdt;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An element of the transform, with the nodes of the file that it selects. Lookups are cached. */
final class TransformElement {
    /** The prefix of the default namespace in paths. */
    static final String DEFAULT_NAMESPACE = "_defaultNamespace";

    private final @Nullable TransformElement parent;
    private final XmlElement element;
    private final TargetDocument document;
    private @Nullable String path;
    private @Nullable String parentPath;
    private @Nullable XmlElement prepared;
    private @Nullable List<XmlNode> targets;
    private @Nullable List<XmlNode> targetParents;

    TransformElement(@Nullable TransformElement parent, XmlElement element, TargetDocument document) {
        this.parent = parent;
        this.element = element;
        this.document = document;
    }

    XmlElement element() {
        return element;
    }

    Optional<XmlAttribute> attribute(String name) {
        return element.attribute(Xdt.NAMESPACE, name);
    }

    /** Returns the node that messages about the transform point to. */
    XmlNode place() {
        return attribute(Xdt.TRANSFORM).<XmlNode>map(attribute -> attribute).orElse(element);
    }

    /** Returns the path of the selected elements. */
    String path() throws XdtException {
        // From the top down, because a transform may be nested deeper than the stack allows.
        Deque<TransformElement> unknown = new ArrayDeque<>();
        for (TransformElement at = this; at != null && at.path == null; at = at.parent) {
            unknown.push(at);
        }
        for (TransformElement at : unknown) {
            at.path = at.located(Locator::path);
        }
        return Objects.requireNonNull(path);
    }

    /** Returns the path of the elements that this would be inserted into; empty for the root. */
    String parentPath() throws XdtException {
        String known = parentPath;
        if (known == null) {
            known = located(Locator::parentPath);
            parentPath = known;
        }
        return known;
    }

    /** Returns the selected nodes. */
    List<XmlNode> targets() throws XdtException {
        List<XmlNode> known = targets;
        if (known == null) {
            known = document.select(path(), prefixes());
            targets = known;
        }
        return known;
    }

    /**
     * Returns the parents for an insertion.
     *
     * @throws XdtException also if this is the root
     */
    List<XmlNode> targetParents() throws XdtException {
        List<XmlNode> known = targetParents;
        if (known == null) {
            if (parent == null) {
                throw new XdtException("The root element cannot be inserted into anything");
            }
            known = document.select(parentPath(), prefixes());
            targetParents = known;
        }
        return known;
    }

    /** Returns the nodes that an XPath selects from a node of the file. */
    List<XmlNode> select(XmlNode from, String xpath) throws XdtException {
        return document.select(from, xpath, prefixes());
    }

    /** Returns a copy for insertion into the file, without the transform language. It is created once. */
    XmlElement prepared() {
        XmlElement known = prepared;
        if (known == null) {
            known = element.copy();
            withoutXdt(known);
            prepared = known;
        }
        return known;
    }

    /** Returns the outermost of this and its ancestors that selects nothing. */
    TransformElement missing() throws XdtException {
        TransformElement missing = this;
        while (missing.parent != null && missing.parent.targets().isEmpty()) {
            missing = missing.parent;
        }
        return missing;
    }

    /** Returns the outermost of this and its ancestors that has no parent to be inserted into. */
    TransformElement missingParent() throws XdtException {
        TransformElement missing = this;
        while (missing.parent != null
                && !missing.parent.parentPath().isEmpty()
                && missing.parent.targetParents().isEmpty()) {
            missing = missing.parent;
        }
        return missing;
    }

    /** Returns whether a path selected nodes before the first transform. */
    boolean existedInOriginal(String xpath) throws XdtException {
        return document.existedInOriginal(xpath, prefixes());
    }

    /** Returns the prefixes that paths may use: those in the scope of this element. */
    private Map<String, String> prefixes() {
        Map<String, String> prefixes = new HashMap<>(element.namespaces());
        String byDefault = prefixes.remove("");
        if (byDefault != null && !byDefault.isEmpty()) {
            prefixes.put(DEFAULT_NAMESPACE, byDefault);
        }
        return prefixes;
    }

    @FunctionalInterface
    private interface Locating {
        String by(Locator locator, String parentPath, XmlElement element, List<String> arguments) throws XdtException;
    }

    private String located(Locating locating) throws XdtException {
        try {
            String above = parent == null ? "" : parent.path();
            Optional<XmlAttribute> attribute = attribute(Xdt.LOCATOR);
            if (attribute.isEmpty()) {
                return locating.by(new DefaultLocator(), above, element, List.of());
            }
            Invocation invocation = invocation(attribute.get());
            Locator locator = locator(attribute.get(), invocation);
            return locating.by(locator, above, element, invocation.arguments());
        } catch (XdtException e) {
            throw e.at(element);
        }
    }

    private static Locator locator(XmlAttribute attribute, Invocation invocation) throws XdtException {
        try {
            return TypeNames.locator(invocation.name());
        } catch (XdtException e) {
            throw e.at(attribute);
        }
    }

    /** Reads an attribute, and reports errors at its position. */
    static Invocation invocation(XmlAttribute attribute) throws XdtException {
        try {
            return Invocation.parse(attribute.value());
        } catch (XdtException e) {
            throw e.at(attribute);
        }
    }

    private static void withoutXdt(XmlElement element) {
        for (XmlAttribute attribute : List.copyOf(element.attributes())) {
            boolean declares =
                    attribute.name().declaresNamespace() && attribute.value().equals(Xdt.NAMESPACE);
            if (declares || attribute.name().namespace().equals(Xdt.NAMESPACE)) {
                attribute.remove();
            }
        }
        element.elements().toList().forEach(TransformElement::withoutXdt);
    }
}
