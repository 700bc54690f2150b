package io.slipway.features.xdt;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** Compares documents regardless of their layout: the JDK's own parser reads the engine's output. */
final class Canonical {
    private Canonical() {}

    static String of(byte[] bytes) throws Exception {
        String text =
                new String(bytes, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
        boolean rootless = text.replaceAll("(?s)<\\?.*?\\?>|<!--.*?-->|<!DOCTYPE[^>]*>", "")
                        .isBlank()
                && !text.isBlank();
        if (rootless || text.isEmpty()) {
            return "no root";
        }
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setCoalescing(true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        StringBuilder out = new StringBuilder();
        write(document, out);
        return out.toString();
    }

    static String of(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        StringBuilder out = new StringBuilder();
        write(factory.newDocumentBuilder().parse(new InputSource(new StringReader(text))), out);
        return out.toString();
    }

    private static void write(Node node, StringBuilder out) {
        switch (node.getNodeType()) {
            case Node.ELEMENT_NODE -> start((Element) node, out);
            case Node.TEXT_NODE, Node.CDATA_SECTION_NODE -> {
                if (!node.getNodeValue().isBlank()) {
                    out.append(node.getNodeValue().strip()).append('\n');
                }
            }
            // The original reformats the markup within a comment.
            case Node.COMMENT_NODE ->
                out.append("<!--")
                        .append(node.getNodeValue()
                                .replaceAll("\\s+", " ")
                                .replace(" />", "/>")
                                .strip())
                        .append("-->\n");
            case Node.PROCESSING_INSTRUCTION_NODE ->
                out.append("<?").append(node.getNodeName()).append("?>\n");
            default -> {}
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            write(child, out);
        }
        if (node.getNodeType() == Node.ELEMENT_NODE) {
            out.append("</>\n");
        }
    }

    private static void start(Element element, StringBuilder out) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (!"http://www.w3.org/2000/xmlns/".equals(attribute.getNamespaceURI())) {
                attributes.put(
                        "{" + attribute.getNamespaceURI() + "}" + attribute.getLocalName(), attribute.getValue());
            }
        }
        out.append("<{").append(element.getNamespaceURI()).append('}').append(element.getLocalName());
        attributes.forEach((name, value) ->
                out.append(' ').append(name).append("='").append(value).append('\''));
        out.append(">\n");
    }
}
