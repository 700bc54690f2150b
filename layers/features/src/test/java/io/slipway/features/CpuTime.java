package io.slipway.features;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Limits the CPU time of a test: its elapsed time depends on the other programs on the machine. */
public final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private CpuTime() {}

    /** Runs an action in another thread; fails as soon as it has used more CPU time than the limit. */
    public static <T> T within(Duration limit, Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        Thread thread = Thread.ofPlatform().daemon().start(task);
        while (!thread.join(INTERVAL)) {
            if (THREADS.getThreadCpuTime(thread.threadId()) > limit.toNanos()) {
                StackTraceElement[] trace = thread.getStackTrace();
                thread.interrupt();
                throw new AssertionError("the CPU time must be at most " + limit + ", but was more, in "
                        + Arrays.stream(trace).limit(10).toList());
            }
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
