package io.slipway.features.xml;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * Reads the content of a document regardless of its form: with the JDK's parser, without white space between tags, and
 * with adjacent text and sections joined.
 */
public final class CanonicalXml {
    private CanonicalXml() {}

    public static String of(byte[] document) throws Exception {
        return of(new InputSource(new ByteArrayInputStream(document)));
    }

    public static String of(String document) throws Exception {
        return of(new InputSource(new StringReader(document)));
    }

    private static String of(InputSource source) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setCoalescing(true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        StringBuilder out = new StringBuilder();
        Node document = factory.newDocumentBuilder().parse(source);
        for (Node child = document.getFirstChild(); child != null; child = child.getNextSibling()) {
            write(child, out);
        }
        return out.toString();
    }

    private static void write(Node node, StringBuilder out) {
        switch (node.getNodeType()) {
            case Node.ELEMENT_NODE -> {
                out.append("\n<").append(name(node));
                Map<String, String> attributes = new TreeMap<>();
                NamedNodeMap all = node.getAttributes();
                for (int i = 0; i < all.getLength(); i++) {
                    if (!XmlName.XMLNS.equals(all.item(i).getNamespaceURI())) {
                        attributes.put(name(all.item(i)), all.item(i).getNodeValue());
                    }
                }
                attributes.forEach((name, value) ->
                        out.append(' ').append(name).append("=[").append(value).append(']'));
                out.append('>');
                for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
                    write(child, out);
                }
                out.append("</>");
            }
            case Node.TEXT_NODE -> out.append(node.getNodeValue().isBlank() ? "" : "[" + node.getNodeValue() + "]");
            case Node.COMMENT_NODE ->
                out.append("\n<!--").append(node.getNodeValue()).append("-->");
            case Node.PROCESSING_INSTRUCTION_NODE ->
                out.append("\n<?")
                        .append(node.getNodeName())
                        .append(' ')
                        .append(node.getNodeValue())
                        .append("?>");
            default -> {
                // The document type adds nothing to the nodes.
            }
        }
    }

    private static String name(Node node) {
        return "{" + (node.getNamespaceURI() == null ? "" : node.getNamespaceURI()) + "}" + node.getLocalName();
    }
}
