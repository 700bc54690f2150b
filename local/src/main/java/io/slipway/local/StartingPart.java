package io.slipway.local;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A part of the cloud that starts in its own thread, in parallel with others. */
final class StartingPart<T extends AutoCloseable> implements AutoCloseable {
    private final FutureTask<T> part;

    private StartingPart(FutureTask<T> part) {
        this.part = part;
    }

    static <T extends AutoCloseable> StartingPart<T> begin(String name, Callable<T> start) {
        FutureTask<T> part = new FutureTask<>(start);
        Thread.ofPlatform().name("start " + name).daemon().start(part);
        return new StartingPart<>(part);
    }

    /** Waits until the part has started. */
    T get() throws IOException {
        try {
            return part.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a part of the cloud started", e);
        }
    }

    /** Closes the part once it has started; a failed start was already reported to the waiting threads. */
    @Override
    public void close() throws IOException {
        T started;
        try {
            started = get();
        } catch (IOException | RuntimeException e) {
            return;
        }
        try {
            started.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
