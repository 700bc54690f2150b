package io.slipway.features.xml;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attribute; namespace declarations are attributes, too. */
public final class XmlAttribute extends XmlNode {
    private XmlName name;
    private final @Nullable Source source;
    private final int start;
    private final int nameStart;
    private final int valueStart;
    private final int valueEnd;

    /**
     * The markup before the name, from the name to the opening quote, and of the value with the closing quote, if it
     * differs from the source.
     */
    private @Nullable String space;

    private @Nullable String opening;
    private @Nullable String written;
    private @Nullable String value;

    /**
     * @param start the start of the white space before the name
     * @param nameStart the start of the name
     * @param valueStart the start of the value, after its quote
     * @param valueEnd the end of the value, before its quote
     */
    XmlAttribute(XmlName name, Source source, int start, int nameStart, int valueStart, int valueEnd) {
        this.name = name;
        this.source = source;
        this.start = start;
        this.nameStart = nameStart;
        this.valueStart = valueStart;
        this.valueEnd = valueEnd;
    }

    /** Creates an attribute with the layout of a neighbour. */
    XmlAttribute(XmlName name, String value, @Nullable XmlAttribute neighbour) throws XmlException {
        this.name = name;
        this.source = null;
        this.start = 0;
        this.nameStart = 0;
        this.valueStart = 0;
        this.valueEnd = 0;
        String qualified = neighbour == null ? "" : neighbour.name.qualified();
        this.space = neighbour == null ? " " : neighbour.space();
        this.opening = name.qualified()
                + (neighbour == null ? "=\"" : neighbour.opening().substring(qualified.length()));
        this.written = Markup.attribute(value, quote());
        this.value = value;
    }

    private XmlAttribute(XmlAttribute other) {
        this.name = other.name;
        this.source = other.source;
        this.start = other.start;
        this.nameStart = other.nameStart;
        this.valueStart = other.valueStart;
        this.valueEnd = other.valueEnd;
        this.space = other.space;
        this.opening = other.opening;
        this.written = other.written;
        this.value = other.value;
    }

    /** Returns the name. */
    public XmlName name() {
        return name;
    }

    /** Renames it. The caller ensures that its prefix is declared. */
    public void rename(XmlName other) {
        opening = other.qualified() + opening().substring(name.qualified().length());
        touched();
        name = other;
        touched();
    }

    @Override
    public XmlPosition position() {
        return source == null ? XmlPosition.NONE : source.position(nameStart);
    }

    @Override
    public String value() {
        String known = value;
        if (known == null) {
            known = Objects.requireNonNull(source).text().substring(valueStart, valueEnd);
            value = known;
        }
        return known;
    }

    /** Sets the value that the parser found, if it differs from the text between the quotes. */
    void normalized(String text) {
        value = text;
    }

    /**
     * Changes the value; an equal value changes nothing. The quotes are kept.
     *
     * @throws XmlException if XML cannot express the value
     */
    public void setValue(String text) throws XmlException {
        if (!text.equals(value())) {
            written = Markup.attribute(text, quote());
            value = text;
            touched();
        }
    }

    /** Returns the text before the name. */
    String space() {
        return space != null ? space : Objects.requireNonNull(source).text().substring(start, nameStart);
    }

    void setSpace(String before) {
        space = before;
    }

    /** Returns the name, the equals sign and the quote, with the text between them. */
    private String opening() {
        return opening != null ? opening : Objects.requireNonNull(source).text().substring(nameStart, valueStart);
    }

    private char quote() {
        String before = opening();
        return before.charAt(before.length() - 1);
    }

    private void touched() {
        if (parent instanceof XmlElement element) {
            element.tagChanged();
        }
    }

    @Override
    void write(StringBuilder out) {
        if (source != null && space == null && opening == null && written == null) {
            out.append(source.text(), start, valueEnd + 1);
            return;
        }
        out.append(space()).append(opening());
        if (written != null) {
            out.append(written);
        } else {
            out.append(Objects.requireNonNull(source).text(), valueStart, valueEnd);
        }
        out.append(quote());
    }

    @Override
    public XmlAttribute copy() {
        return new XmlAttribute(this);
    }
}
