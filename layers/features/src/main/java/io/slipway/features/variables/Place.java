package io.slipway.features.variables;

/**
 * A position in a file.
 *
 * @param line the line, from 1 on; 0 if unknown
 * @param column the column, from 1 on; 0 if only the line is known
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
