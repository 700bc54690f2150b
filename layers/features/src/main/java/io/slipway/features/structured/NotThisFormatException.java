package io.slipway.features.structured;

/** A file is not of the format that it was read as. The message is one line, with the place, and quotes no value. */
public final class NotThisFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * @param line where, counted from 1
     * @param column counted from 1 in UTF-16 units
     * @param message what is wrong there, without the place
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
