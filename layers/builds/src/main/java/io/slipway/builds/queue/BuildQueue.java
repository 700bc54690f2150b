package io.slipway.builds.queue;

import io.slipway.builds.inputs.BuildId;
import java.util.List;
import java.util.Set;

/** The builds that wait, and those that have one of the places for jobs. */
public interface BuildQueue {

    /** Returns the waiting builds, the oldest first. */
    List<BuildId> waiting(int limit);

    /** Reserves a place; false if no place is free. A build that has one keeps it. */
    boolean reserve(BuildId build, int places);

    /** The instant builds that run, the oldest first. They need no place. */
    List<BuildId> instant(int limit);

    /** Ends an instant build's time among those that run. */
    void leaveInstant(BuildId build);

    /** Ends waiting. */
    void leave(BuildId build);

    /** Releases the place of a build, if it has one. */
    void release(BuildId build);

    /** Returns the builds that have a place. */
    Set<BuildId> placed();
}
