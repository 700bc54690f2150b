package io.slipway.builds.record;

import io.slipway.core.name.SpaceName;
import io.slipway.core.usage.Quota;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Counts the builds that were recorded in a space since midnight UTC. */
public final class TodaysBuilds {
    private TodaysBuilds() {}

    /**
     * Counts up to a limit, by reading that number of the newest builds. One read for each megabyte of them.
     *
     * @param limit at most {@link Quota#MAX_BUILDS_A_DAY}
     */
    public static long count(Builds builds, SpaceName space, long limit, Instant now) {
        if (limit == 0) {
            return 0;
        }
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        return builds.list(space, Optional.empty(), Math.toIntExact(limit)).stream()
                .filter(build -> !build.created().isBefore(today))
                .count();
    }
}
