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

    /** What it is for. */
    public String target() {
        String inner = inner(OPEN.length(), CLOSE.length());
        int end = 0;
        while (end < inner.length() && !Markup.isSpace(inner.charAt(end))) {
            end++;
        }
        return inner.substring(0, end);
    }

    /** What follows the target and the white space behind it. */
    @Override
    public String value() {
        String inner = inner(OPEN.length(), CLOSE.length());
        return Markup.lines(inner.substring(dataStart(inner)));
    }

    /**
     * Changes what follows the target; the same value changes nothing. Where it contains the instruction's end, a space parts it, as .NET
     * writes it.
     *
     * @throws XmlException if XML cannot hold the value
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
