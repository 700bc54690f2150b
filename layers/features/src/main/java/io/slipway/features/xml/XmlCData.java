package io.slipway.features.xml;

/** A CDATA section. */
public final class XmlCData extends XmlLeaf {
    private static final String OPEN = "<![CDATA[";
    private static final String CLOSE = "]]>";

    XmlCData(Source source, int start, int end) {
        super(source, start, end);
    }

    private XmlCData(XmlCData other) {
        super(other);
    }

    @Override
    public String value() {
        return Markup.lines(inner(OPEN.length(), CLOSE.length()).replace(CLOSE + OPEN, ""));
    }

    /**
     * Changes the text; an equal value changes nothing. A text that contains {@code ]]>} is written as two sections.
     *
     * @throws XmlException if the value cannot be written in XML
     */
    public void setValue(String text) throws XmlException {
        if (!Markup.lines(text).equals(value())) {
            String verbatim = Markup.verbatim(text, lineBreak());
            rewrite(OPEN + verbatim.replace(CLOSE, "]]" + CLOSE + OPEN + ">") + CLOSE);
        }
    }

    @Override
    public XmlCData copy() {
        return new XmlCData(this);
    }
}
