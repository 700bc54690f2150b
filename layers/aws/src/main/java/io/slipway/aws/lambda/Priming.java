package io.slipway.aws.lambda;

import io.slipway.core.log.LogLine;
import org.crac.Context;
import org.crac.Resource;

/** Prepares a function before SnapStart takes its snapshot. */
record Priming(Runnable work) implements Resource {
    /**
     * A version without warm code is slower, but a version that cannot be published rolls the whole deployment back, perhaps because its role is
     * seconds old.
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
