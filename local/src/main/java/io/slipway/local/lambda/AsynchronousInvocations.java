package io.slipway.local.lambda;

import io.slipway.core.log.LogLine;
import java.util.function.Consumer;

/** Retries failing asynchronous invocations like Lambda. */
final class AsynchronousInvocations {
    /** The number of attempts to deliver an event to a failing function. */
    private static final int ATTEMPTS = 3;

    private final Consumer<String> log;

    AsynchronousInvocations(Consumer<String> log) {
        this.log = log;
    }

    /** Invokes a function; returns when it has succeeded, or all attempts have failed. */
    void deliver(String function, Runnable invocation) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                invocation.run();
                return;
            } catch (RuntimeException e) {
                log.accept(LogLine.error().with(e).with("function", function).toString());
            }
        }
    }
}
