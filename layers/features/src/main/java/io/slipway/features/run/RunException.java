package io.slipway.features.run;

/** A run failed. The message is one line for people, with the file and the position if known. */
final class RunException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;

    /**
     * @param file the file, relative to the folder; empty for errors without a file
     * @param line counted from 1, or 0
     * @param column counted from 1, or 0
     * @param message the error
     */
    RunException(String file, int line, int column, String message) {
        super(message);
        this.file = file;
        this.line = line;
        this.column = column;
    }

    RunException(String file, String message) {
        this(file, 0, 0, message);
    }

    String file() {
        return file;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
