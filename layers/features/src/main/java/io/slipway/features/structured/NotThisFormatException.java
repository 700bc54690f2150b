package io.slipway.features.structured;

/** A file is not of the format that it was read as. The message is one line, with the place, and quotes no value. */
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

    /** Where, counted from 1. */
    public int line() {
        return line;
    }

    /** Where, counted from 1. */
    public int column() {
        return column;
    }
}
