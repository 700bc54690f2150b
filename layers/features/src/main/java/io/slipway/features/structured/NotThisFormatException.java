package io.slipway.features.structured;

/**
 * Thrown if a file is not in the format that it was read as. The message is one line with the position, and quotes no
 * value.
 */
public final class NotThisFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * @param line the line, from 1 on
     * @param column the column, from 1 on in UTF-16 units
     * @param message the error, without the position
     */
    public NotThisFormatException(int line, int column, String message) {
        super("line " + line + ", column " + column + ": " + message);
        this.line = line;
        this.column = column;
    }

    /** Returns the line, counted from 1. */
    public int line() {
        return line;
    }

    /** Returns the column, counted from 1. */
    public int column() {
        return column;
    }
}
