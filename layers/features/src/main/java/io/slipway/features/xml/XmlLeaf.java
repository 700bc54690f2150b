package io.slipway.features.xml;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A node with neither children nor attributes. */
public abstract sealed class XmlLeaf extends XmlNode
        permits XmlText, XmlCData, XmlComment, XmlInstruction, XmlDoctype, XmlDeclaration {
    private final @Nullable Source source;
    private final int start;
    private final int end;
    private @Nullable String written;

    XmlLeaf(Source source, int start, int end) {
        this.source = source;
        this.start = start;
        this.end = end;
    }

    XmlLeaf(String markup) {
        this.source = null;
        this.start = 0;
        this.end = 0;
        this.written = markup;
    }

    XmlLeaf(XmlLeaf other) {
        this.source = other.source;
        this.start = other.start;
        this.end = other.end;
        this.written = other.written;
    }

    @Override
    public final XmlPosition position() {
        return source == null ? XmlPosition.NONE : source.position(start);
    }

    @Override
    final void write(StringBuilder out) {
        if (written != null) {
            out.append(written);
        } else {
            out.append(Objects.requireNonNull(source).text(), start, end);
        }
    }

    /** Returns whether the markup is only white space. */
    final boolean isSpaceMarkup() {
        String now = written;
        return now != null
                ? Markup.isSpace(now, 0, now.length())
                : Markup.isSpace(Objects.requireNonNull(source).text(), start, end);
    }

    /** Returns the markup without its opening and closing characters. */
    final String inner(int opening, int closing) {
        String now = written;
        return now != null
                ? now.substring(opening, now.length() - closing)
                : Objects.requireNonNull(source).text().substring(start + opening, end - closing);
    }

    /** Replaces the markup. */
    final void rewrite(String markup) {
        written = markup;
        touch();
    }
}
