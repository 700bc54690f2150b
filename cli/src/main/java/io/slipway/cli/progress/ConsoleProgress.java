package io.slipway.cli.progress;

import io.slipway.client.Progress;
import io.slipway.core.digest.Digest;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Shows the progress of blobs on the console: periodically, and when a blob is complete. */
public final class ConsoleProgress implements Progress {
    private static final long EVERY_NANOS = 2_000_000_000L;
    private static final double MEGABYTE = 1_000_000;

    private static final int DIGITS = 12;

    private final PrintWriter err;
    private final Function<Digest, String> names;
    private final Map<Digest, State> states = new ConcurrentHashMap<>();

    /** The number of digits of a digest that identify its blob in the output. */
    public ConsoleProgress(PrintWriter err) {
        this(err, digest -> digest.hex().substring(0, DIGITS));
    }

    ConsoleProgress(PrintWriter err, Function<Digest, String> names) {
        this.err = err;
        this.names = names;
    }

    private record State(long size, long moved, long told) {}

    @Override
    public void begins(Digest digest, long size) {
        states.put(digest, new State(size, 0, System.nanoTime()));
    }

    @Override
    public void moved(Digest digest, long bytes) {
        states.computeIfPresent(digest, (key, state) -> {
            long now = System.nanoTime();
            long moved = state.moved() + bytes;
            if (now - state.told() < EVERY_NANOS) {
                return new State(state.size(), moved, state.told());
            }
            tell(digest, String.format(Locale.ROOT, "%.1f of %.1f MB", moved / MEGABYTE, state.size() / MEGABYTE));
            return new State(state.size(), moved, now);
        });
    }

    @Override
    public void done(Digest digest, Outcome outcome) {
        State state = states.getOrDefault(digest, new State(0, 0, 0));
        String size = String.format(Locale.ROOT, "%.1f MB", state.size() / MEGABYTE);
        tell(digest, outcome == Outcome.PRESENT ? size + ", there already" : size + ", done");
    }

    private synchronized void tell(Digest digest, String what) {
        err.println(names.apply(digest) + ": " + what);
        err.flush();
    }
}
