package io.slipway.core.usage;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;

/** The usage of spaces, exact as of their last transactions. */
public interface Usages {
    /** Reads the usage of a space. Four reads, and one more for each megabyte of changes that are not counted yet, and for each hundred of their blobs. */
    SpaceUsage space(SpaceName space);

    /**
     * The usage of a space and of its repositories.
     *
     * @param space the space
     * @param repositories its repositories that are not empty, in any order
     */
    record Whole(SpaceUsage space, List<RepositoryUsage> repositories) {
        public Whole {
            repositories = List.copyOf(repositories);
        }
    }

    /** Reads the usage of a space and of its repositories. The same reads, and one for each megabyte of repositories. */
    Whole whole(SpaceName space);

    /** Counts changes of all spaces until this moment, so that readers have less to add. Any number may count at once. */
    void count(Instant end);
}
