package io.slipway.core.usage;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** Reads the usage of spaces, exact as of their last transactions. */
public interface Usages {
    /** Reads the usage of a space. Four reads, and one more for each megabyte of changes not yet counted, and for each hundred of their blobs. */
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

    /** Reads the usage of these repositories of a space, in any order; empty ones are left out. The reads of {@link #space}, and one for each hundred of them. */
    List<RepositoryUsage> repositories(SpaceName space, Collection<String> paths);

    /**
     * The usage of a space at the end of a day.
     *
     * @param day the day, in UTC
     * @param bytes the bytes, as {@link SpaceUsage#bytes}
     * @param objects the number of blobs and manifests
     */
    record Day(LocalDate day, long bytes, long objects) {}

    /** Returns the days since this one on which the usage of the space changed, as they were counted last, the earliest first. One read for each megabyte. */
    List<Day> days(SpaceName space, LocalDate since);

    /** Counts changes of all spaces until this moment, so that readers have fewer to add. Any number of processes may count at once. */
    void count(Instant end);
}
