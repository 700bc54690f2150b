package io.slipway.builds.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown if a build cannot continue, for a reason that people can correct. */
public final class BuildException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String file;
    private final int line;
    private final transient List<String> lastLines;

    public BuildException(String message) {
        this(message, null, 0, List.of());
    }

    /**
     * Creates an exception with the place of the mistake.
     *
     * @param file the file with the mistake, relative to the working folder, if there is one
     * @param line its line, 0 if unknown
     * @param lastLines the last lines of a tool's output
     */
    public BuildException(String message, @Nullable String file, int line, List<String> lastLines) {
        super(message);
        this.file = file;
        this.line = line;
        this.lastLines = List.copyOf(lastLines);
    }

    public @Nullable String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public List<String> lastLines() {
        return lastLines;
    }

    /** Returns the message, which is never null here. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
