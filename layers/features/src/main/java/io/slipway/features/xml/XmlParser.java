package io.slipway.features.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree. Woodstox reads the events and checks that the document is well-formed; the parser finds the position of each event by
 * reading the text in parallel, which is simple because the text is known to be well-formed.
 */
final class XmlParser {
    private static final XMLInputFactory FACTORY = factory();

    /** The name of the element around a fragment. */
    private static final String WRAPPER = "fragment";

    private final Source source;
    private final String text;
    private final XMLStreamReader reader;
    private final Map<XmlName, XmlName> names = new HashMap<>();
    private final EntityExpansion expansion = new EntityExpansion();
    private XmlContainer open;
    private int at;

    private XmlParser(Source source, XmlDocument document) throws XMLStreamException {
        this.source = source;
        this.text = source.text();
        this.open = document;
        this.reader = FACTORY.createXMLStreamReader(new StringReader(text));
    }

    private static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        // Otherwise, an error may be thrown as an unchecked exception with the next event.
        factory.getConfig().doParseLazily(false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
        factory.setProperty(WstxInputProperties.P_DTD_RESOLVER, (javax.xml.stream.XMLResolver)
                (publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
        // Each event is reported after its text has been read to the end.
        factory.getConfig().doParseLazily(false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, XmlLimits.MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, XmlLimits.MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, XmlLimits.MAX_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, XmlLimits.MAX_REFERENCES);
        factory.setProperty(WstxInputProperties.P_MAX_ENTITY_DEPTH, XmlLimits.MAX_ENTITY_DEPTH);
        return factory;
    }

    static XmlDocument document(String text) throws XmlException {
        return parse(new Source(text, true));
    }

    /** Parses markup in the scope of these prefixes. */
    static List<XmlNode> fragment(String markup, Map<String, String> namespaces) throws XmlException {
        StringBuilder wrapped = new StringBuilder("<").append(WRAPPER);
        for (Map.Entry<String, String> namespace : namespaces.entrySet()) {
            wrapped.append(' ')
                    .append(XmlName.declaring(namespace.getKey()).qualified())
                    .append("=\"")
                    .append(Markup.attribute(namespace.getValue(), '"'))
                    .append('"');
        }
        wrapped.append('>').append(markup).append("</").append(WRAPPER).append('>');
        XmlDocument document = parse(new Source(wrapped.toString(), false));
        List<XmlNode> nodes = new ArrayList<>();
        for (XmlNode node : List.copyOf(document.rootElement().orElseThrow().children())) {
            node.parent = null;
            nodes.add(node);
        }
        return nodes;
    }

    private static XmlDocument parse(Source source) throws XmlException {
        XmlDocument document = new XmlDocument(dominantLineBreak(source.text()));
        try {
            XmlParser parser = new XmlParser(source, document);
            parser.run();
            return document;
        } catch (XMLStreamException e) {
            throw refused(source, e);
        }
    }

    /** Returns CR LF if most lines end with it, else LF. */
    private static String dominantLineBreak(String text) {
        int all = 0;
        int dos = 0;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            all++;
            dos += i > 0 && text.charAt(i - 1) == '\r' ? 1 : 0;
        }
        return dos * 2 > all ? "\r\n" : "\n";
    }

    private void run() throws XMLStreamException, XmlException {
        if (text.startsWith("<?xml") && text.length() > 5 && Markup.isSpace(text.charAt(5))) {
            open.read(new XmlDeclaration(source, at, move(end("?>", 2))));
        }
        boolean references = false;
        while (true) {
            int event = reader.next();
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.SPACE) {
                continue;
            }
            if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                references = true;
                continue;
            }
            // The text up to the next tag is one node. The tag of an empty element is two events.
            if (event != XMLStreamConstants.END_ELEMENT || !closed()) {
                text(references);
                references = false;
            }
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> startElement();
                case XMLStreamConstants.END_ELEMENT -> endElement();
                case XMLStreamConstants.CDATA -> section();
                case XMLStreamConstants.COMMENT -> open.read(new XmlComment(source, at, move(end("-->", 4))));
                case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    open.read(new XmlInstruction(source, at, move(end("?>", 2))));
                case XMLStreamConstants.DTD -> doctype();
                default -> {
                    return;
                }
            }
        }
    }

    /** Reads a section. A long one is several events; after the first, the position is already past it. */
    private void section() {
        if (text.startsWith("<![CDATA[", at)) {
            open.read(new XmlCData(source, at, move(end("]]>", 9))));
        }
    }

    private void doctype() throws XMLStreamException {
        open.read(new XmlDoctype(source, at, move(DoctypeScan.end(text, at))));
        expansion.define(reader);
    }

    private void text(boolean references) throws XmlException {
        int start = at;
        int end = text.indexOf('<', at);
        at = end < 0 ? text.length() : end;
        if (at > start) {
            XmlText node = new XmlText(source, start, at);
            if (references) {
                node.expanded(expansion.text(text.substring(start, at), source.position(start)));
            }
            open.read(node);
        }
    }

    private void startElement() throws XmlException {
        int start = at;
        int scan = at + 1 + qualifiedLength();
        XmlElement element = null;
        List<XmlAttribute> attributes = new ArrayList<>(4);
        int plain = 0;
        while (true) {
            int nameStart = pastSpace(scan);
            char c = text.charAt(nameStart);
            if (c == '>' || c == '/') {
                int tagEnd = nameStart + (c == '/' ? 2 : 1);
                element = new XmlElement(name(), new TagPlaces(source, start, scan, tagEnd));
                at = tagEnd;
                break;
            }
            int equals = text.indexOf('=', nameStart);
            int open = pastSpace(equals + 1);
            int close = text.indexOf(text.charAt(open), open + 1);
            attributes.add(attribute(scan, nameStart, equals, open + 1, close, plain));
            plain += attributes.getLast().name().declaresNamespace() ? 0 : 1;
            scan = close + 1;
        }
        attributes.forEach(element::read);
        open.read(element);
        open = element;
    }

    private int qualifiedLength() {
        String prefix = reader.getPrefix();
        return reader.getLocalName().length() + (prefix == null || prefix.isEmpty() ? 0 : prefix.length() + 1);
    }

    private XmlAttribute attribute(int space, int nameStart, int equals, int start, int end, int plain)
            throws XmlException {
        int nameEnd = equals;
        while (Markup.isSpace(text.charAt(nameEnd - 1))) {
            nameEnd--;
        }
        String qualified = text.substring(nameStart, nameEnd);
        boolean declaration = qualified.equals("xmlns") || qualified.startsWith("xmlns:");
        XmlName name = declaration
                ? XmlName.declaring(qualified.equals("xmlns") ? "" : qualified.substring(6))
                : name(
                        reader.getAttributePrefix(plain),
                        reader.getAttributeLocalName(plain),
                        reader.getAttributeNamespace(plain));
        XmlAttribute attribute = new XmlAttribute(interned(name), source, space, nameStart, start, end);
        if (!isVerbatim(start, end)) {
            expansion.requireDefined(text, start, end, source.position(nameStart));
            String value = declaration
                    ? reader.getNamespaceURI(name.prefix().isEmpty() ? "" : name.local())
                    : reader.getAttributeValue(plain);
            attribute.normalized(value == null ? "" : value);
            expansion.count(attribute.value().length() - (end - start), source.position(nameStart));
        }
        return attribute;
    }

    /** Returns whether a value equals its written text. */
    private boolean isVerbatim(int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '&' || c < ' ') {
                return false;
            }
        }
        return true;
    }

    private XmlName name() {
        return interned(name(reader.getPrefix(), reader.getLocalName(), reader.getNamespaceURI()));
    }

    private static XmlName name(@Nullable String prefix, String local, @Nullable String namespace) {
        return new XmlName(prefix == null ? "" : prefix, local, namespace == null ? "" : namespace);
    }

    private XmlName interned(XmlName name) {
        XmlName known = names.putIfAbsent(name, name);
        return known == null ? name : known;
    }

    private boolean closed() {
        return open.children().isEmpty() && ((XmlElement) open).tags().empty;
    }

    private void endElement() {
        XmlElement element = (XmlElement) open;
        TagPlaces tags = element.tags();
        if (!tags.empty) {
            tags.endStart = at;
            at = text.indexOf('>', at) + 1;
            tags.end = at;
        }
        open = Objects.requireNonNull(element.parent);
    }

    private int pastSpace(int from) {
        int i = from;
        while (Markup.isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int end(String closing, int opening) {
        return DoctypeScan.behind(text, closing, at + opening);
    }

    /** Moves past a piece of text. */
    private int move(int to) {
        at = to;
        return to;
    }

    private static XmlException refused(Source source, XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf("\n at [");
        XmlPosition position = e.getLocation() == null
                ? XmlPosition.NONE
                : source.position(Math.clamp(
                        e.getLocation().getCharacterOffset(), 0, source.text().length()));
        return new XmlException(position, end < 0 ? message : message.substring(0, end));
    }
}
