package io.slipway.aws.lambda;

import io.slipway.core.log.LogLine;
import org.crac.Context;
import org.crac.Resource;

/** Prepares a function before SnapStart takes its snapshot. */
record Priming(Runnable work) implements Resource {
    /** A version without warm code is slower; one that is not published undoes the whole deployment, perhaps for a role that is seconds old. */
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
        // Nothing: secrets are read again when they are old, and the SDK opens new connections by itself.
    }
}
