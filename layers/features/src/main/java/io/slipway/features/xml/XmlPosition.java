package io.slipway.features.xml;

/**
 * A position in a text.
 *
 * @param line counted from 1; 0 if unknown
 * @param column counted from 1 in UTF-16 units; 0 if unknown
 */
public record XmlPosition(int line, int column) {
    /** The position of nodes that were not read from a file. */
    public static final XmlPosition NONE = new XmlPosition(0, 0);

    /** Returns {@code line:column}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
