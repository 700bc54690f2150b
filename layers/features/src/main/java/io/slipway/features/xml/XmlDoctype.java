package io.slipway.features.xml;

/** The document type, with its internal subset. Nothing that it names outside the document is ever fetched. */
public final class XmlDoctype extends XmlLeaf {
    XmlDoctype(Source source, int start, int end) {
        super(source, start, end);
    }

    private XmlDoctype(XmlDoctype other) {
        super(other);
    }

    /** Nothing: XPath does not see it. */
    @Override
    public String value() {
        return "";
    }

    @Override
    public XmlDoctype copy() {
        return new XmlDoctype(this);
    }
}
