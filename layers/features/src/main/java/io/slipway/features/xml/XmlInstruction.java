package io.slipway.features.xml;

/** A processing instruction. */
public final class XmlInstruction extends XmlLeaf {
    private static final String OPEN = "<?";
    private static final String CLOSE = "?>";

    XmlInstruction(Source source, int start, int end) {
        super(source, start, end);
    }

    private XmlInstruction(XmlInstruction other) {
        super(other);
    }

    /** Returns the target. */
    public String target() {
        String inner = inner(OPEN.length(), CLOSE.length());
        int end = 0;
        while (end < inner.length() && !Markup.isSpace(inner.charAt(end))) {
            end++;
        }
        return inner.substring(0, end);
    }

    /** Returns the text after the target and its white space. */
    @Override
    public String value() {
        String inner = inner(OPEN.length(), CLOSE.length());
        return Markup.lines(inner.substring(dataStart(inner)));
    }

    /**
     * Changes the text after the target; an equal value changes nothing. A space separates the characters of the instruction's end in the
     * value, as in .NET.
     *
     * @throws XmlException if the value cannot be written in XML
     */
    public void setValue(String data) throws XmlException {
        if (Markup.lines(data).equals(value())) {
            return;
        }
        String inner = inner(OPEN.length(), CLOSE.length());
        int start = dataStart(inner);
        String head = start == target().length() ? inner.substring(0, start) + " " : inner.substring(0, start);
        rewrite(OPEN + head + Markup.verbatim(data, lineBreak()).replace(CLOSE, "? >") + CLOSE);
    }

    private int dataStart(String inner) {
        int start = target().length();
        while (start < inner.length() && Markup.isSpace(inner.charAt(start))) {
            start++;
        }
        return start;
    }

    @Override
    public XmlInstruction copy() {
        return new XmlInstruction(this);
    }
}
