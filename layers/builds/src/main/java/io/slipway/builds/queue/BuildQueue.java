package io.slipway.builds.queue;

import io.slipway.builds.inputs.BuildId;
import java.util.List;
import java.util.Set;

/** Which builds wait, and which have one of the places for jobs. */
public interface BuildQueue {

    /** Those that wait, the oldest first. */
    List<BuildId> waiting(int limit);

    /** Takes a place; false where all are taken. Whoever has one keeps it. */
    boolean take(BuildId build, int places);

    /** Ends waiting. */
    void leave(BuildId build);

    /** Gives the place back, if it has one. */
    void release(BuildId build);

    /** Those that have a place. */
    Set<BuildId> placed();
}
