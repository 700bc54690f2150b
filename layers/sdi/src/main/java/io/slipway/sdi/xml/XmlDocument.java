package io.slipway.sdi.xml;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A document: its declaration, document type, root element, and the comments, instructions and white space around them. */
public final class XmlDocument extends XmlContainer {
    private final String lineBreak;
    private final Map<String, Integer> attributeVersions = new HashMap<>();
    private int structureVersion;

    XmlDocument(String lineBreak) {
        this.lineBreak = lineBreak;
    }

    /**
     * Reads a document. Nothing outside it is fetched; entities that it defines are expanded in values, within {@link XmlLimits}, and
     * stay as references in the markup.
     *
     * @param text without its byte order mark
     * @throws XmlException if it is not well-formed, or beyond a limit
     */
    public static XmlDocument parse(String text) throws XmlException {
        return XmlParser.document(text);
    }

    /** The root element; a document from which it was taken has none. */
    public Optional<XmlElement> rootElement() {
        return elements().findFirst();
    }

    /** The XML declaration, if there is one. */
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

    /** CR LF if most lines end so, else LF. */
    public String dominantLineBreak() {
        return lineBreak;
    }

    void structureChanged() {
        structureVersion++;
    }

    void attributeChanged(XmlName name) {
        attributeVersions.merge(name.local(), 1, Integer::sum);
    }

    /** Differs whenever elements are others than before. */
    int structureVersion() {
        return structureVersion;
    }

    /** Differs whenever attributes of this local name are others than before, those of elements that came or went apart. */
    int attributeVersion(String local) {
        return attributeVersions.getOrDefault(local, 0);
    }
}
