package io.slipway.core.usage;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import java.util.Optional;

/**
 * The limits of a space; an empty one is no limit.
 *
 * @param bytes the most bytes of its blobs and manifests
 * @param repositories the most repositories
 * @param buildsADay the most builds that may be requested on a day (UTC)
 */
public record Quota(Optional<Long> bytes, Optional<Long> repositories, Optional<Long> buildsADay) {
    /** No limits. */
    public static final Quota NONE = new Quota(Optional.empty(), Optional.empty(), Optional.empty());

    /** The largest limit: the largest integer that JSON readers keep exactly. */
    public static final long MAX = 1L << 53;

    /** The largest limit of builds a day: so many are read to count them. */
    public static final long MAX_BUILDS_A_DAY = 10_000;

    public Quota {
        require("bytes", bytes, MAX);
        require("repositories", repositories, MAX);
        require("buildsADay", buildsADay, MAX_BUILDS_A_DAY);
    }

    private static void require(String name, Optional<Long> limit, long most) {
        limit.filter(it -> it < 0 || it > most).ifPresent(it -> {
            throw new IllegalArgumentException(name + " must be 0 to " + most + ", but was " + it);
        });
    }

    /** Refuses bytes that exceed the limit. */
    public void requireBytes(SpaceName space, long used, long more) {
        bytes.filter(limit -> used + more > limit || used >= limit).ifPresent(limit -> {
            throw exceeded(space, "holds " + used + " bytes, and its quota is " + limit + " bytes");
        });
    }

    /** Refuses a repository that exceeds the limit. */
    public void requireRepositories(SpaceName space, long used) {
        repositories.filter(limit -> used >= limit).ifPresent(limit -> {
            throw exceeded(space, "has " + used + " repositories, and its quota is " + limit);
        });
    }

    /** Refuses a build that exceeds the limit of today. */
    public void requireBuilds(SpaceName space, long today) {
        buildsADay.filter(limit -> today >= limit).ifPresent(limit -> {
            throw exceeded(
                    space, "has requested " + today + " builds today, and its quota is " + limit + " builds a day");
        });
    }

    /** Returns the share of a limit that is used, in percent; 100 if the limit is 0. */
    public static long percent(long used, long limit) {
        return limit == 0 ? 100 : Math.round(100.0 * used / limit);
    }

    private static RegistryException exceeded(SpaceName space, String what) {
        return new RegistryException(
                ErrorCode.DENIED,
                "the space " + space + " " + what
                        + ": delete what is not needed, or ask an administrator for more (slipway quota set " + space
                        + ")");
    }
}
