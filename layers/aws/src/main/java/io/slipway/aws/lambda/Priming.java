package io.slipway.aws.lambda;

import io.slipway.core.log.LogLine;
import org.crac.Context;
import org.crac.Resource;

/** Prepares a function before SnapStart takes its snapshot. */
record Priming(Runnable work) implements Resource {
    /**
     * Ignores failures, such as those of a role that is seconds old: a version without warm code is only slower, but one that cannot be published
     * rolls back the whole deployment.
     */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            work.run();
        } catch (RuntimeException e) {
            System.err.println(
                    LogLine.warn("the snapshot is taken without warm code").with(e));
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing to do: old secrets are read again, and the SDK opens new connections by itself.
    }
}
