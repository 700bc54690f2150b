package io.slipway.core.bin;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts repositories into the bin and restores them. Their images are put into the bin one by one, as if they were deleted, and then the empty
 * repository. Each step may be repeated.
 */
public interface RepositoryBin {
    /** Returns the number of days for which deleted tags and images of a space can be restored; 0 if it has no bin. One read. */
    int days(SpaceName space);

    /**
     * A deletion that has begun.
     *
     * @param generation distinguishes the repository from a later one of its name
     * @param since the time at which it began
     */
    record Begun(String generation, Instant since) {}

    /** Marks a repository as being deleted: nothing can be pushed into it. Empty if it does not exist, or is in the bin. One write. */
    Optional<Begun> begin(RepositoryName name);

    /** Puts some images of a repository that is being deleted into the bin; returns their number, 0 if there are none. */
    int discardSome(RepositoryName name, Instant until);

    /** Puts a repository without images into the bin; false if another request has completed its deletion differently. Two calls. */
    boolean finish(RepositoryName name, Begun begun, Instant until);

    /** The progress of a restoration. */
    enum Restored {
        /** The repository is back, with its images. */
        WHOLE,
        /** The repository is back, and the request must be repeated for more of its images. */
        PARTLY,
        /** The repository was pushed to since, or deleted for good. */
        NOT
    }

    /**
     * Restores a repository with the images that were deleted with it.
     *
     * @param end the time at which to stop even if there are more
     */
    Restored restore(BinEntry entry, Instant end);

    /**
     * Deletes a repository for good, unless it was pushed to or restored since; removes the entry.
     *
     * @param end the time at which to stop even if there is more
     * @return false if there is more
     */
    boolean empty(BinEntry entry, Instant end);
}
