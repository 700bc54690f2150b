package io.slipway.features.xml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.events.EntityDeclaration;

/** Expands the entities of one document within limits: a document whose entities multiply is rejected. */
final class EntityExpansion {
    private final Map<String, String> entities = new HashMap<>();
    private int characters;
    private int references;

    /** Reads the entities of the reader's current document type. An external entity expands to nothing. */
    void define(XMLStreamReader reader) throws XMLStreamException {
        if (reader.getProperty("javax.xml.stream.entities") instanceof List<?> declared) {
            for (Object entity : declared) {
                if (entity instanceof EntityDeclaration declaration) {
                    String text = declaration.getReplacementText();
                    entities.put(declaration.getName(), declaration.getSystemId() != null || text == null ? "" : text);
                }
            }
        }
    }

    /** Expands markup without tags to text. */
    String text(String markup, XmlPosition position) throws XmlException {
        StringBuilder out = new StringBuilder();
        expand(Markup.lines(markup), position, 0, out);
        return out.toString();
    }

    /** Checks that a value only refers to entities that the document defines. */
    void requireDefined(String markup, int start, int end, XmlPosition position) throws XmlException {
        for (int at = markup.indexOf('&', start); at >= 0 && at < end; at = markup.indexOf('&', at + 1)) {
            String name = markup.substring(at + 1, markup.indexOf(';', at));
            if (Markup.reference(name) == null) {
                defined(name, position);
            }
        }
    }

    private String defined(String name, XmlPosition position) throws XmlException {
        String text = entities.get(name);
        if (text == null) {
            throw new XmlException(position, "the entity '" + name + "' is not defined");
        }
        return text;
    }

    /** Counts characters that were expanded elsewhere. */
    void count(int length, XmlPosition position) throws XmlException {
        characters += Math.max(0, length);
        if (characters > XmlLimits.MAX_EXPANSION) {
            throw new XmlException(
                    position,
                    "the entities must expand to at most " + XmlLimits.MAX_EXPANSION
                            + " characters, but expand to more");
        }
    }

    private void expand(String markup, XmlPosition position, int depth, StringBuilder out) throws XmlException {
        int from = 0;
        for (int at = markup.indexOf('&'); at >= 0; at = markup.indexOf('&', from)) {
            int end = markup.indexOf(';', at);
            out.append(markup, from, at);
            reference(markup.substring(at + 1, end), position, depth, out);
            from = end + 1;
        }
        out.append(markup, from, markup.length());
    }

    private void reference(String name, XmlPosition position, int depth, StringBuilder out) throws XmlException {
        String known = Markup.reference(name);
        if (known != null) {
            out.append(known);
            return;
        }
        if (depth >= XmlLimits.MAX_ENTITY_DEPTH) {
            throw new XmlException(position, "entities must not refer to themselves");
        }
        if (++references > XmlLimits.MAX_REFERENCES) {
            throw new XmlException(
                    position,
                    "the document must have at most " + XmlLimits.MAX_REFERENCES
                            + " references to entities, but has more");
        }
        String text = defined(name, position);
        count(text.length(), position);
        // Elements from an entity are not part of the tree, because nothing could be changed in them.
        if (text.indexOf('<') < 0) {
            expand(text, position, depth + 1, out);
        }
    }
}
