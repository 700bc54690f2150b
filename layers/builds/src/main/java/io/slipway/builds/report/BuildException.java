package io.slipway.builds.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A build cannot go on, for a reason that people can mend. */
public final class BuildException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String file;
    private final int line;
    private final transient List<String> lastLines;

    public BuildException(String message) {
        this(message, null, 0, List.of());
    }

    /**
     * With its place.
     *
     * @param file the file that is to blame, from the working folder, if one is
     * @param line its line, 0 where none is known
     * @param lastLines what a tool said last
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

    /** Never null, unlike any exception's message. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
