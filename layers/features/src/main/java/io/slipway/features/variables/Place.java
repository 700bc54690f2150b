package io.slipway.features.variables;

/**
 * A position in a file.
 *
 * @param line the line, from 1 on; 0 if unknown
 * @param column the column, from 1 on; 0 if only the line is known
 */
public record Place(int line, int column) {
    /** An unknown position. */
    public static final Place UNKNOWN = new Place(0, 0);

    /** Returns the position as compilers print it after a file's name, {@code :line:column}; empty if it is unknown. */
    @Override
    public String toString() {
        return (line == 0 ? "" : ":" + line) + (column == 0 ? "" : ":" + column);
    }
}
