package io.slipway.features.xml;

/** The document type, with its internal subset. External resources that it refers to are never fetched. */
public final class XmlDoctype extends XmlLeaf {
    XmlDoctype(Source source, int start, int end) {
        super(source, start, end);
    }

    private XmlDoctype(XmlDoctype other) {
        super(other);
    }

    /** Returns an empty text: XPath does not see it. */
    @Override
    public String value() {
        return "";
    }

    @Override
    public XmlDoctype copy() {
        return new XmlDoctype(this);
    }
}
