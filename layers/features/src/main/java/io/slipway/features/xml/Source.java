package io.slipway.features.xml;

import io.slipway.features.text.Lines;
import org.jspecify.annotations.Nullable;

/** The text that nodes were read from. They keep offsets into it instead of copies. */
final class Source {
    private final String text;
    private final boolean places;
    private @Nullable Lines lines;

    /**
     * @param places whether positions in this text are meaningful to people
     */
    Source(String text, boolean places) {
        this.text = text;
        this.places = places;
    }

    String text() {
        return text;
    }

    XmlPosition position(int offset) {
        if (!places) {
            return XmlPosition.NONE;
        }
        Lines known = lines();
        return new XmlPosition(known.line(offset), known.column(offset));
    }

    /** Returns the lines of the text, which are found on first use. */
    private Lines lines() {
        Lines known = lines;
        if (known == null) {
            known = new Lines(text);
            lines = known;
        }
        return known;
    }
}
