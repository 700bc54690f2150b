package io.slipway.core.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Runs independent calls in parallel, on virtual threads and on the caller's own. */
public final class Parallel {
    private Parallel() {}

    /** Runs all steps and waits for them; rethrows the exception of the first in the list that failed. */
    public static void run(Runnable... steps) {
        List<Supplier<Boolean>> all = new ArrayList<>();
        for (Runnable step : steps) {
            all.add(() -> {
                step.run();
                return true;
            });
        }
        all(all);
    }

    /** Returns all results, in their order; rethrows the exception of the first in the list that failed. */
    public static <T> List<T> all(List<? extends Supplier<? extends T>> calls) {
        return all(calls.size(), calls);
    }

    /**
     * Returns all results, in their order; rethrows the exception of the first in the list that failed.
     *
     * @param most the most calls that are under way at once
     */
    public static <T> List<T> all(int most, List<? extends Supplier<? extends T>> calls) {
        List<FutureTask<T>> tasks = new ArrayList<>();
        calls.forEach(call -> tasks.add(new FutureTask<>(call::get)));
        Queue<FutureTask<T>> waiting = new ConcurrentLinkedQueue<>(tasks);
        for (int i = 1; i < Math.min(most, tasks.size()); i++) {
            Thread.ofVirtual().start(() -> runAll(waiting));
        }
        runAll(waiting);
        return results(tasks);
    }

    private static <T> void runAll(Queue<FutureTask<T>> waiting) {
        for (FutureTask<T> task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }

    private static <T> List<T> results(List<FutureTask<T>> tasks) {
        List<T> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (FutureTask<T> task : tasks) {
            try {
                results.add(task.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while calls were under way", e);
            }
        }
        if (failures.isEmpty()) {
            return results;
        }
        switch (failures.getFirst()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failures.getFirst());
        }
    }
}
