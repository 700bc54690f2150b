package io.slipway.features.xml;

import io.slipway.features.xml.XPathException.Reason;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs Saxon for a limited time. {@link XPathBudget} ends expressions that read nodes. An expression that only counts or joins strings cannot be
 * stopped, so it runs on its own thread, which is abandoned when the time is up.
 */
final class Deadline {
    /**
     * The stack size in bytes: Saxon recurses for each step, and a path may have as many steps as a document has
     * levels.
     */
    private static final long STACK = 16L << 20;

    /** Daemon threads, which do not keep the program running. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("xpath-", 0).daemon().stackSize(STACK).factory());

    private Deadline() {}

    /** A call of Saxon. */
    @FunctionalInterface
    interface Task<T> {
        T run() throws net.sf.saxon.trans.XPathException;
    }

    /**
     * Runs a task and waits for its end.
     *
     * @param error the reason of its errors
     * @param giveUp the action when the time is up
     */
    static <T> T within(Task<T> task, Reason error, Runnable giveUp) throws XPathException {
        return within(task, error, giveUp, XPath.MAX_MILLISECONDS);
    }

    static <T> T within(Task<T> task, Reason error, Runnable giveUp, long milliseconds) throws XPathException {
        Future<T> future = THREADS.submit(task::run);
        try {
            return future.get(milliseconds, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            giveUp.run();
            throw new XPathException(Reason.TOO_LONG, "it takes too long");
        } catch (InterruptedException e) {
            giveUp.run();
            Thread.currentThread().interrupt();
            throw new XPathException(Reason.TOO_LONG, "it was interrupted");
        } catch (ExecutionException e) {
            throw failed(e.getCause(), error);
        }
    }

    private static XPathException failed(@Nullable Throwable cause, Reason error) {
        return switch (cause) {
            case null -> new XPathException(error, "it cannot be evaluated");
            case XPathBudget.SpentException spent ->
                new XPathException(Reason.TOO_LONG, "it takes too long: " + spent.getMessage());
            case net.sf.saxon.trans.XPathException saxon ->
                new XPathException(error, String.valueOf(saxon.getMessage()));
            case StackOverflowError deep -> new XPathException(Reason.EVALUATION, "it is too deep");
            case OutOfMemoryError large ->
                new XPathException(Reason.TOO_LONG, "it needs more memory than is available");
            default -> new XPathException(Reason.EVALUATION, "it cannot be evaluated: " + cause);
        };
    }
}
