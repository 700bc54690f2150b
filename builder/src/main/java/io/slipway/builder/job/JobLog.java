package io.slipway.builder.job;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.report.BuildLog;
import io.slipway.builds.report.Mask;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes the job's log to the job's output, and in chunks to the bucket, each line with its time in UTC. Sensitive values are
 * masked in both.
 */
public final class JobLog implements BuildLog, AutoCloseable {
    /** The interval at which the log is published, in milliseconds. */
    public static final int FLUSH_MILLIS = 1_000;

    /** The maximum length of a line, in characters. */
    public static final int MAX_LINE = 8_192;

    /** The maximum length of the log, in characters: 32 Mi. */
    public static final long MAX_LOG = 32L * 1024 * 1024;

    /** The name of the working folder, in the job's folder. */
    public static final String FOLDER = "work";

    private final BuildId build;
    private final BuildObjects objects;
    private final Mask mask;
    private final String work;
    private final PrintStream console;
    private final Clock clock;
    private final StringBuilder pending = new StringBuilder();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private long said;
    private int chunks;

    /**
     * Starts the log.
     *
     * @param work the job's folder, whose path is removed from the log
     */
    public JobLog(BuildId build, BuildObjects objects, Mask mask, Path work, PrintStream console, Clock clock) {
        this.work = work.toString();
        this.build = build;
        this.objects = objects;
        this.mask = mask;
        this.console = console;
        this.clock = clock;
        var _ = timer.scheduleWithFixedDelay(this::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void say(String line) {
        String shown = masked(line).replace("\n", "");
        if (shown.length() > MAX_LINE) {
            shown = shown.substring(0, MAX_LINE) + "…";
        }
        shown = clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + shown;
        console.println(shown);
        if (said > MAX_LOG) {
            return;
        }
        said += shown.length() + 1;
        pending.append(said > MAX_LOG ? "… the log exceeds its maximum length; the rest is omitted" : shown)
                .append('\n');
    }

    /** Also removes the path of the job's folder. */
    @Override
    public String masked(String text) {
        return mask.apply(text)
                .replace(work + "/" + FOLDER + "/", "")
                .replace(work + "/" + FOLDER, ".")
                .replace(work + "/", "")
                .replace(work, ".");
    }

    /** Writes the pending lines; a failed write is retried with the next chunk, because a log must not fail a build. */
    private synchronized void flush() {
        if (pending.isEmpty() || chunks >= BuildObjects.MAX_LOG_CHUNKS) {
            return;
        }
        try {
            objects.putLog(build, chunks + 1, pending.toString());
            chunks++;
            pending.setLength(0);
        } catch (RuntimeException e) {
            console.println("the log could not be written and will be retried: "
                    + e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        flush();
    }
}
