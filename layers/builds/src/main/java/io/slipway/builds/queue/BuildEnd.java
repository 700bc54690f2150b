package io.slipway.builds.queue;

import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.record.Build;
import io.slipway.core.access.Tokens;

/** Cleans up after a build that has ended. Each step is idempotent. */
public final class BuildEnd {
    private final BuildQueue queue;
    private final Tokens tokens;
    private final BuildObjects objects;

    public BuildEnd(BuildQueue queue, Tokens tokens, BuildObjects objects) {
        this.queue = queue;
        this.tokens = tokens;
        this.objects = objects;
    }

    /** Revokes the token and releases the slot of a job that never began; the next job gets a new token. */
    void giveUpPlace(Build build) {
        tokens.remove(build.credential().id());
        queue.release(build.id());
    }

    /** Revokes the job's token, removes its inputs, and releases its slot: last, because sweeps examine only builds with a slot. */
    public void cleanUp(Build build) {
        if (build.inputs().instant()) {
            objects.removeJob(build.id());
            queue.leaveInstant(build.id());
        } else {
            tokens.remove(build.credential().id());
            objects.removeJob(build.id());
            queue.leave(build.id());
            queue.release(build.id());
        }
    }
}
