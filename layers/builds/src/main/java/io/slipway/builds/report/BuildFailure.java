package io.slipway.builds.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a build, for the user who has to correct it, without sensitive values.
 *
 * @param stage the stage that failed; null if the job could not report it
 * @param message the error
 * @param file the file with the mistake, relative to the working folder
 * @param line its line, from 1; 0 if unknown
 * @param lastLines the last lines of the tool that failed, such as {@code docker build}
 */
public record BuildFailure(
        @Nullable JobStage stage, String message, @Nullable String file, int line, List<String> lastLines) {
    /** The maximum number of lines of a tool's output in a failure. */
    public static final int MAX_LINES = 20;

    /** The maximum length of the message, and of a line, in characters. */
    public static final int MAX_LENGTH = 2_000;

    public BuildFailure {
        message = cut(message);
        lastLines = lastLines.stream()
                .skip(Math.max(0, lastLines.size() - MAX_LINES))
                .map(BuildFailure::cut)
                .toList();
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
    }

    /** Creates a failure of which only the stage and the message are known. */
    public static BuildFailure of(@Nullable JobStage stage, String message) {
        return new BuildFailure(stage, message, null, 0, List.of());
    }

    /** Returns the failure of an exception, masked. */
    public static BuildFailure of(@Nullable JobStage stage, BuildException e, BuildLog log) {
        return new BuildFailure(
                stage,
                log.masked(e.text()),
                e.file(),
                e.line(),
                e.lastLines().stream().map(log::masked).toList());
    }

    /** Writes it to a build's log. */
    public void say(BuildLog log) {
        String place = file == null ? "" : file + (line > 0 ? ":" + line : "") + ": ";
        log.say("failed: " + place + message);
    }
}
