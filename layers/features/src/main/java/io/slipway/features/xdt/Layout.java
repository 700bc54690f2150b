package io.slipway.features.xdt;

import io.slipway.features.xml.XmlContainer;
import io.slipway.features.xml.XmlDocument;
import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlText;
import java.util.List;
import java.util.Optional;

/**
 * Inserts and removes elements. Inserted elements are laid out like their neighbours; removing an element removes its line. If the
 * neighbours are on one line, no white space is added.
 */
final class Layout {
    private Layout() {}

    /** Removes a node, and its line if nothing else is on it. */
    static void remove(XmlNode node) throws XdtException {
        requireParent(node);
        XmlNode before = node.previous();
        XmlNode after = node.next();
        node.remove();
        if (before instanceof XmlText space && Indent.endsLine(space) && (after == null || Indent.startsLine(after))) {
            String kept = Indent.withoutLastLine(space);
            if (kept.isEmpty()) {
                space.remove();
            } else {
                space.replaceWith(XmlText.space(kept));
            }
        }
    }

    /** Replaces an element by another. */
    static void replace(XmlElement target, XmlElement element) throws XdtException {
        XmlContainer parent = requireParent(target);
        Adoption.adopt(element, parent);
        Indent.before(target)
                .or(() -> target.parentElement() == null ? Optional.of("") : Optional.empty())
                .ifPresent(indent -> layOut(element, target, indent, lineBreak(target)));
        target.replaceWith(element);
    }

    /** Inserts an element after the last child. */
    static void append(XmlElement parent, XmlElement element) throws XdtException {
        Adoption.adopt(element, parent);
        Optional<XmlNode> last = parent.children().reversed().stream()
                .filter(node -> !Indent.isSpace(node))
                .findFirst();
        if (last.isPresent()) {
            insert(parent, last.get(), element, true, ofLine(last.get()));
        } else {
            fill(parent, element);
        }
    }

    /** Inserts an element before another. */
    static void insertBefore(XmlElement sibling, XmlElement element) throws XdtException {
        beside(sibling, element, false);
    }

    /** Inserts an element after another. */
    static void insertAfter(XmlElement sibling, XmlElement element) throws XdtException {
        beside(sibling, element, true);
    }

    private static void beside(XmlElement sibling, XmlElement element, boolean behind) throws XdtException {
        XmlContainer parent = requireParent(sibling);
        if (parent instanceof XmlDocument) {
            throw new XdtException("A document has only one root element; nothing can be inserted beside it");
        }
        Adoption.adopt(element, parent);
        insert(parent, sibling, element, behind, Indent.before(sibling));
    }

    private static void insert(
            XmlContainer parent, XmlNode sibling, XmlElement element, boolean behind, Optional<String> indent) {
        indent.ifPresent(line -> layOut(element, sibling, line, lineBreak(parent)));
        if (behind) {
            parent.insertAfter(sibling, element);
        } else {
            parent.insertBefore(sibling, element);
        }
        indent.ifPresent(line -> {
            XmlText space = XmlText.space(lineBreak(parent) + line);
            if (behind) {
                parent.insertBefore(element, space);
            } else {
                parent.insertAfter(element, space);
            }
        });
    }

    /**
     * Lays out an element on its own line. Its content is on one line only if that of its neighbour is: Microsoft's
     * engine gives every
     * element a line, and {@code System.Configuration} cannot read {@code <setting><value/></setting>} on one line
     * (nil4/dotnet-transform-xdt#49).
     */
    private static void layOut(XmlElement element, XmlNode neighbour, String indent, String lineBreak) {
        String unit = unit(neighbour, indent);
        if (!(neighbour instanceof XmlElement other) || Indent.onLines(other).orElse(true)) {
            Indent.spread(element, indent, unit, lineBreak);
        }
        Indent.apply(element, indent, unit, lineBreak);
    }

    /** Inserts the first child into an element that is empty or contains only white space. */
    private static void fill(XmlElement parent, XmlElement element) {
        Optional<String> outer = Indent.before(parent).or(() -> closing(parent)).or(() -> ofRoot(parent));
        if (outer.isEmpty()) {
            parent.append(element);
            return;
        }
        String lineBreak = lineBreak(parent);
        String inner = outer.get() + documentUnit(parent);
        Indent.spread(element, inner, documentUnit(parent), lineBreak);
        Indent.apply(element, inner, documentUnit(parent), lineBreak);
        if (closing(parent).isEmpty()) {
            parent.clear();
            parent.append(XmlText.space(lineBreak + outer.get()));
        }
        parent.insert(0, element);
        parent.insert(0, XmlText.space(lineBreak + inner));
    }

    /** Returns the indent of an empty element's end tag, if it is on a line of its own. */
    private static Optional<String> closing(XmlElement parent) {
        return parent.children().isEmpty()
                ? Optional.empty()
                : Indent.of(parent.children().getLast());
    }

    /** Returns the indent of a root element, if its document has lines. */
    private static Optional<String> ofRoot(XmlElement element) {
        return element.parent() instanceof XmlDocument document
                        && document.children().stream()
                                .anyMatch(node -> Indent.of(node).isPresent())
                ? Optional.of("")
                : Optional.empty();
    }

    /** Returns the indent of a node's line, which may begin with another node. */
    private static Optional<String> ofLine(XmlNode node) {
        for (XmlNode at = node; at != null; at = at.previous()) {
            if (at instanceof XmlText && !Indent.isSpace(at)) {
                return Optional.empty();
            }
            Optional<String> indent = Indent.before(at);
            if (indent.isPresent()) {
                return indent;
            }
        }
        return Optional.empty();
    }

    /** Returns the additional indent of a node's children. */
    private static String unit(XmlNode node, String indent) {
        XmlElement parent = node.parentElement();
        if (parent == null) {
            return documentUnit(node);
        }
        String outer = Indent.before(parent).orElse("");
        return indent.startsWith(outer) && indent.length() > outer.length()
                ? indent.substring(outer.length())
                : documentUnit(node);
    }

    /** Returns the indentation of the root's children; two spaces if they are not on their own lines. */
    private static String documentUnit(XmlNode node) {
        XmlDocument document = node.document();
        List<XmlElement> top = document == null
                ? List.of()
                : document.rootElement().stream().flatMap(XmlElement::elements).toList();
        return top.stream()
                .flatMap(element -> Indent.before(element).stream())
                .findFirst()
                .orElse("  ");
    }

    private static String lineBreak(XmlNode node) {
        XmlDocument document = node.document();
        return document == null ? "\n" : document.dominantLineBreak();
    }

    private static XmlContainer requireParent(XmlNode node) throws XdtException {
        XmlContainer parent = node.parent();
        if (parent == null) {
            throw new XdtException("The node is no longer part of the document");
        }
        return parent;
    }
}
