package io.slipway.features.report;

/**
 * A note, warning or error for people. The message never contains a sensitive value.
 *
 * @param severity its severity
 * @param feature the feature that found it
 * @param file the file, relative to the folder, with slashes; empty if it concerns no file
 * @param line counted from 1; 0 if unknown
 * @param column counted from 1 in UTF-16 units; 0 if unknown
 * @param message one line
 */
public record Finding(Severity severity, Feature feature, String file, int line, int column, String message) {
    /** The severity of a finding. */
    public enum Severity {
        /** Informational: Octopus writes it to its verbose log. */
        NOTE,
        /** Probably a mistake. */
        WARNING,
        /** The run failed, and nothing was written. */
        ERROR
    }

    /**
     * Flattens the message to one line.
     *
     * @throws IllegalArgumentException if a position is negative
     */
    public Finding {
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("A position must be counted from 1, but was " + line + ":" + column);
        }
        message = message.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    }

    /** Returns the finding as compilers print it: {@code file:line:column: severity: message}. */
    @Override
    public String toString() {
        String place = line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column);
        String where = file.isEmpty() ? "" : file + place + ": ";
        return where + severity.name().toLowerCase(java.util.Locale.ROOT) + ": " + message;
    }
}
