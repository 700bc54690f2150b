package io.slipway.features.variables;

/**
 * Where something stands in a file.
 *
 * @param line counted from 1; 0 where no place is known
 * @param column counted from 1; 0 where only the line is known
 */
public record Place(int line, int column) {
    /** No place is known. */
    public static final Place UNKNOWN = new Place(0, 0);

    /** As compilers print it, behind a file's name: {@code :line:column}; nothing where no place is known. */
    @Override
    public String toString() {
        return (line == 0 ? "" : ":" + line) + (column == 0 ? "" : ":" + column);
    }
}
