package io.slipway.aws.lambda;

import org.crac.Context;
import org.crac.Resource;

/** What runs before SnapStart takes its snapshot. */
record Priming(Runnable work) implements Resource {
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        work.run();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing: secrets are read again when they are old, and the SDK opens new connections by itself.
    }
}
