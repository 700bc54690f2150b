package io.slipway.core.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Runs independent calls in parallel, each on a virtual thread, and the first on the caller's own. */
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
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (Supplier<? extends T> call : calls) {
            FutureTask<T> task = new FutureTask<>(call::get);
            if (!tasks.isEmpty()) {
                Thread.ofVirtual().start(task);
            }
            tasks.add(task);
        }
        if (!tasks.isEmpty()) {
            tasks.getFirst().run();
        }
        return results(tasks);
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
