package io.slipway.core.usage;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;

/** What spaces hold, exactly as their last transactions have left it. */
public interface Usages {
    /** What a space holds. Four reads, and one more for each megabyte of changes that are not counted yet, and for each hundred of their blobs. */
    SpaceUsage space(SpaceName space);

    /**
     * What a space and its repositories hold.
     *
     * @param space the space
     * @param repositories its repositories that hold something, in no order
     */
    record Whole(SpaceUsage space, List<RepositoryUsage> repositories) {
        public Whole {
            repositories = List.copyOf(repositories);
        }
    }

    /** What a space and its repositories hold. The same reads, and one for each megabyte of repositories. */
    Whole whole(SpaceName space);

    /** Counts changes of all spaces until this moment, so that readers have less to add. Any number may count at once. */
    void count(Instant end);
}
