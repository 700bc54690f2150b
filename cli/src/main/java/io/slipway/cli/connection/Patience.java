package io.slipway.cli.connection;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Retries a request while the registry restarts, is overloaded or responds with a server error (5xx). Only for
 * idempotent requests. If the very first connection is refused, the URL is probably wrong, so the request fails
 * immediately.
 */
public final class Patience {
    /** The maximum total time for retries. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    /** The first pause; each further one is twice as long. */
    public static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** The maximum pause, unless the registry requests a longer one. */
    public static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Duration longest;
    private final Duration firstPause;
    private final Consumer<String> progress;
    private boolean reached;

    /**
     * @param progress receives the reasons for waiting, one line each
     */
    public Patience(Consumer<String> progress) {
        this(LONGEST, FIRST_PAUSE, progress);
    }

    Patience(Duration longest, Duration firstPause, Consumer<String> progress) {
        this.longest = longest;
        this.firstPause = firstPause;
        this.progress = progress;
    }

    /** Sends the request until there is a response, and returns it. */
    public <T> T call(Supplier<T> request) {
        long start = System.nanoTime();
        Duration pause = firstPause;
        boolean told = false;
        while (true) {
            try {
                T answer = request.get();
                reached = true;
                return answer;
            } catch (Unavailable e) {
                reached |= e.answered();
                Duration next = pause.compareTo(e.retryAfter()) > 0 ? pause : e.retryAfter();
                Duration spent = Duration.ofNanos(System.nanoTime() - start);
                if (!reached || spent.plus(next).compareTo(longest) > 0) {
                    throw e;
                }
                if (!told) {
                    progress.accept(e.getMessage() + " (retrying for up to " + longest.toSeconds() + " seconds)");
                    told = true;
                }
                sleep(next);
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            }
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }
}
