package io.slipway.builds.queue;

import io.slipway.builds.inputs.BuildId;
import java.util.List;
import java.util.Set;

/** Which builds wait, and which have one of the places for jobs. */
public interface BuildQueue {

    /** Returns the waiting builds, the oldest first. */
    List<BuildId> waiting(int limit);

    /** Takes a place; false where all are taken. Whoever has one keeps it. */
    boolean take(BuildId build, int places);

    /** The instant builds that run, the oldest first. They need no place. */
    List<BuildId> instant(int limit);

    /** Ends an instant build's time among those that run. */
    void leaveInstant(BuildId build);

    /** Ends waiting. */
    void leave(BuildId build);

    /** Gives the place back, if it has one. */
    void release(BuildId build);

    /** Returns the builds that have a place. */
    Set<BuildId> placed();
}
