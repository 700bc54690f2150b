package io.slipway.cli.progress;

import io.slipway.client.Progress;
import io.slipway.core.digest.Digest;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Shows one transfer as a bar on a terminal, which is redrawn in place. */
public final class ProgressBar implements Progress {
    private static final int WIDTH = 30;
    private static final long EVERY_NANOS = 100_000_000L;
    private static final double MEGABYTE = 1_000_000;

    private final PrintWriter err;
    private final String name;
    private long size;
    private long moved;
    private long drawn;

    private ProgressBar(PrintWriter err, String name) {
        this.err = err;
        this.name = name;
    }

    /** Shows a bar on a terminal, and lines in a log. */
    public static Progress of(PrintWriter err, String name) {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return terminal ? new ProgressBar(err, name) : new ConsoleProgress(err, digest -> name);
    }

    @Override
    public synchronized void begins(Digest digest, long bytes) {
        size = bytes;
        moved = 0;
        draw();
    }

    @Override
    public synchronized void moved(Digest digest, long bytes) {
        moved += bytes;
        if (System.nanoTime() - drawn > EVERY_NANOS) {
            draw();
        }
    }

    @Override
    public synchronized void done(Digest digest, Outcome outcome) {
        moved = size;
        draw();
        err.println(outcome == Outcome.PRESENT ? ", there already" : "");
        err.flush();
    }

    private void draw() {
        drawn = System.nanoTime();
        int full = size == 0 ? WIDTH : (int) (WIDTH * Math.min(moved, size) / size);
        err.print(String.format(
                Locale.ROOT,
                "\r%s [%s%s] %3d%% of %.1f MB",
                name,
                "#".repeat(full),
                " ".repeat(WIDTH - full),
                full * 100 / WIDTH,
                size / MEGABYTE));
        err.flush();
    }
}
