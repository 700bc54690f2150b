package io.slipway.features.xdt;

import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlText;
import java.util.List;
import java.util.Optional;

/** The white space that begins lines between tags. */
final class Indent {
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private Indent() {}

    /** Returns the white space before a node on its line; empty if other content is before it. */
    static Optional<String> before(XmlNode node) {
        XmlNode previous = node.previous();
        return previous == null ? Optional.empty() : of(previous);
    }

    /** Returns the text after the last line break of white space; empty if the node is not white space, or has no line break. */
    static Optional<String> of(XmlNode node) {
        if (!isSpace(node)) {
            return Optional.empty();
        }
        String space = node.markup();
        int end = lastBreak(space);
        return end < 0 ? Optional.empty() : Optional.of(space.substring(end + 1));
    }

    static boolean isSpace(XmlNode node) {
        return node instanceof XmlText text && text.isSpace();
    }

    /** Returns whether white space ends with a line's beginning. */
    static boolean endsLine(XmlText text) {
        return of(text).isPresent();
    }

    /** Returns whether a node begins with the end of a line. */
    static boolean startsLine(XmlNode node) {
        if (!(node instanceof XmlText)) {
            return false;
        }
        String begin = node.markup().replaceFirst("^[ \\t]+", "");
        return begin.startsWith("\n") || begin.startsWith("\r");
    }

    /** Removes the last line break and the text after it from white space. */
    static String withoutLastLine(XmlText text) {
        String space = text.markup();
        int end = lastBreak(space);
        return space.substring(
                0, end > 0 && space.charAt(end) == '\n' && space.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    /** Returns whether the elements in an element are on lines of their own; empty if it has no elements. */
    static Optional<Boolean> onLines(XmlElement element) {
        return element.elements().findFirst().map(child -> before(child).isPresent());
    }

    /** Puts the content of an element that is on a line of its own on further lines, unless it has text or lines already. */
    static void spread(XmlElement element, String indent, String unit, String lineBreak) {
        List<XmlNode> children = List.copyOf(element.children());
        if (children.stream().anyMatch(child -> child instanceof XmlText && !isSpace(child))
                || element.elements().findAny().isEmpty()
                || element.attribute(XML, "space").isPresent()) {
            return;
        }
        boolean lines = children.stream().anyMatch(child -> of(child).isPresent());
        for (XmlNode child : children) {
            if (!lines && isSpace(child)) {
                child.remove();
                continue;
            }
            if (!lines) {
                element.insertBefore(child, XmlText.space(lineBreak + indent + unit));
            }
            if (child instanceof XmlElement inner) {
                spread(inner, indent + unit, unit, lineBreak);
            }
        }
        if (!lines) {
            element.append(XmlText.space(lineBreak + indent));
        }
    }

    /** Indents the lines within an element that is itself indented so. */
    static void apply(XmlElement element, String indent, String unit, String lineBreak) {
        for (XmlNode child : List.copyOf(element.children())) {
            if (child instanceof XmlElement inner) {
                apply(inner, indent + unit, unit, lineBreak);
            } else if (of(child).isPresent()) {
                String line = child.next() == null ? indent : indent + unit;
                child.replaceWith(XmlText.space(lineBreak.repeat(breaks(child.markup())) + line));
            }
        }
    }

    private static int lastBreak(String space) {
        return Math.max(space.lastIndexOf('\n'), space.lastIndexOf('\r'));
    }

    private static int breaks(String space) {
        return (int) space.replace("\r\n", "\n")
                .chars()
                .filter(c -> c == '\n' || c == '\r')
                .count();
    }
}
