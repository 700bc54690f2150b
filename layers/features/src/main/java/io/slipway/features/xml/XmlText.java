package io.slipway.features.xml;

import org.jspecify.annotations.Nullable;

/** Text between tags, including references, up to the next tag, section, comment or instruction. */
public final class XmlText extends XmlLeaf {
    private @Nullable String value;

    XmlText(Source source, int start, int end) {
        super(source, start, end);
    }

    private XmlText(String markup, String value) {
        super(markup);
        this.value = value;
    }

    private XmlText(XmlText other) {
        super(other);
        this.value = other.value;
    }

    /**
     * Creates text. Its line breaks are written unchanged.
     *
     * @throws XmlException if XML cannot hold the value
     */
    public static XmlText of(String value) throws XmlException {
        return new XmlText(Markup.text(value, Markup.lineBreak(value)), Markup.lines(value));
    }

    /**
     * Creates white space, which is written unchanged.
     *
     * @throws IllegalArgumentException if it is not white space
     */
    public static XmlText space(String space) {
        if (!Markup.isSpace(space, 0, space.length())) {
            throw new IllegalArgumentException("The text must be white space, but is not");
        }
        return new XmlText(space, Markup.lines(space));
    }

    @Override
    public String value() {
        String known = value;
        if (known == null) {
            known = Markup.value(inner(0, 0));
            known = known == null ? "" : known;
            value = known;
        }
        return known;
    }

    /** Sets the expansion of references to the document's own entities, as the parser found it. */
    void expanded(String expansion) {
        value = expansion;
    }

    /**
     * Changes the text; an equal value changes nothing.
     *
     * @throws XmlException if XML cannot hold the value
     */
    public void setValue(String text) throws XmlException {
        String lines = Markup.lines(text);
        if (!lines.equals(value())) {
            rewrite(Markup.text(text, lineBreak()));
            value = lines;
        }
    }

    /** Returns whether this is only white space, as written. */
    public boolean isSpace() {
        return isSpaceMarkup();
    }

    @Override
    public XmlText copy() {
        return new XmlText(this);
    }
}
