package io.slipway.features.xml;

/** A comment. */
public final class XmlComment extends XmlLeaf {
    private static final String OPEN = "<!--";
    private static final String CLOSE = "-->";

    XmlComment(Source source, int start, int end) {
        super(source, start, end);
    }

    private XmlComment(XmlComment other) {
        super(other);
    }

    private XmlComment(String markup) {
        super(markup);
    }

    /**
     * Creates a comment.
     *
     * @throws XmlException if XML cannot hold the value
     */
    public static XmlComment of(String value) throws XmlException {
        return new XmlComment(markup(value, Markup.lineBreak(value)));
    }

    @Override
    public String value() {
        return Markup.lines(inner(OPEN.length(), CLOSE.length()));
    }

    /**
     * Changes the text; an equal value changes nothing. A comment cannot contain two hyphens in a row or end with one,
     * so a space follows such a hyphen, as in .NET.
     *
     * @throws XmlException if XML cannot hold the value
     */
    public void setValue(String text) throws XmlException {
        if (!Markup.lines(text).equals(value())) {
            rewrite(markup(text, lineBreak()));
        }
    }

    private static String markup(String value, String lineBreak) throws XmlException {
        String text = Markup.verbatim(value, lineBreak).replaceAll("-(?=-|\\z)", "- ");
        return OPEN + text + CLOSE;
    }

    @Override
    public XmlComment copy() {
        return new XmlComment(this);
    }
}
