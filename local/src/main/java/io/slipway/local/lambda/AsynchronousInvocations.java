package io.slipway.local.lambda;

import io.slipway.core.log.LogLine;
import java.util.function.Consumer;

/** Repeats invocations that fail, as Lambda does for services that wait for no result. */
final class AsynchronousInvocations {
    /** The number of attempts to deliver an event to a failing function. */
    private static final int ATTEMPTS = 3;

    private final Consumer<String> log;

    AsynchronousInvocations(Consumer<String> log) {
        this.log = log;
    }

    /** Invokes a function; returns when it has succeeded, or has failed each time. */
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
