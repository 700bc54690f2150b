package io.slipway.features.structured.xml;

import io.slipway.features.xml.XmlAttribute;
import io.slipway.features.xml.XmlCData;
import io.slipway.features.xml.XmlComment;
import io.slipway.features.xml.XmlDeclaration;
import io.slipway.features.xml.XmlDoctype;
import io.slipway.features.xml.XmlDocument;
import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlException;
import io.slipway.features.xml.XmlInstruction;
import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlText;
import java.util.List;
import java.util.Optional;

/** Sets the value of a node as Octopus does for this kind of node. */
final class NodeValue {
    private NodeValue() {}

    /**
     * Sets a value.
     *
     * @return why it cannot be set, in which case nothing was changed; it quotes no value
     */
    static Optional<String> set(XmlNode node, String value) {
        try {
            switch (node) {
                case XmlText text -> text.setValue(value);
                case XmlCData data -> data.setValue(value);
                case XmlAttribute attribute -> attribute.setValue(value);
                case XmlComment comment -> comment.setValue(value);
                case XmlInstruction instruction -> instruction.setValue(value);
                case XmlElement element -> {
                    return setContent(element, value);
                }
                case XmlDocument document -> {
                    return Optional.of("a document has no value");
                }
                case XmlDoctype doctype -> throw new IllegalStateException("XPath yields no document type");
                case XmlDeclaration declaration -> throw new IllegalStateException("XPath yields no declaration");
            }
            return Optional.empty();
        } catch (XmlException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> setContent(XmlElement element, String value) throws XmlException {
        List<XmlNode> content = element.children().stream()
                .filter(child -> !(child instanceof XmlText text && text.isSpace()))
                .toList();
        if (content.size() == 1 && content.getFirst() instanceof XmlCData data) {
            data.setValue(value);
        } else if (element.elements().findAny().isPresent()) {
            return setMarkup(element, value);
        } else if (element.children().size() == 1 && element.children().getFirst() instanceof XmlText text) {
            text.setValue(value);
        } else if (!element.children().isEmpty() || !value.isEmpty()) {
            XmlText text = XmlText.of(value);
            element.clear();
            element.append(text);
        }
        return Optional.empty();
    }

    /** Replaces an element's content by the value as markup, because the element has child elements. */
    private static Optional<String> setMarkup(XmlElement element, String value) {
        List<XmlNode> nodes;
        try {
            nodes = element.parseWithin(value);
        } catch (XmlException e) {
            return Optional.of(
                    "it contains elements, so the value must be a valid XML fragment, which it is not. Skipping replacement of this element.");
        }
        element.clear();
        nodes.forEach(element::append);
        return Optional.empty();
    }

    /** Returns the name of a node's kind for messages. */
    static String kind(XmlNode node) {
        return switch (node) {
            case XmlText text -> "text";
            case XmlCData data -> "section";
            case XmlAttribute attribute -> "attribute";
            case XmlComment comment -> "comment";
            case XmlInstruction instruction -> "processing instruction";
            case XmlElement element -> "element";
            default -> "document";
        };
    }
}
