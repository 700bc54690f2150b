package io.slipway.builds.queue;

import io.slipway.builds.inputs.BuildId;
import java.util.List;
import java.util.Set;

/** The waiting builds, and those that hold a slot for a job. */
public interface BuildQueue {

    /** Returns waiting builds, oldest first. */
    List<BuildId> waiting(int limit);

    /** Reserves a slot; false if none is free. A build that has one keeps it. */
    boolean reserve(BuildId build, int places);

    /** Returns running instant builds, oldest first. They need no slot. */
    List<BuildId> instant(int limit);

    /** Removes an instant build from the running ones. */
    void leaveInstant(BuildId build);

    /** Removes a build from the waiting ones. */
    void leave(BuildId build);

    /** Releases the slot of a build, if it has one. */
    void release(BuildId build);

    /** Returns the builds that have a slot. */
    Set<BuildId> placed();
}
