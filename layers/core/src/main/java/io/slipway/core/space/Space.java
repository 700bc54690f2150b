package io.slipway.core.space;

import io.slipway.core.name.SpaceName;
import io.slipway.core.usage.Quota;
import java.time.Instant;

/**
 * A space: a tenant with its own repositories and tokens.
 *
 * @param name its name
 * @param created its creation time
 * @param settings its changeable settings
 * @param repositories the number of its repositories
 * @param deleting whether it is being deleted: nothing can be pushed into it any more
 * @param quota its limits
 */
public record Space(
        SpaceName name, Instant created, SpaceSettings settings, long repositories, boolean deleting, Quota quota) {
    /** Creates a space without limits. */
    public Space(SpaceName name, Instant created, SpaceSettings settings, long repositories, boolean deleting) {
        this(name, created, settings, repositories, deleting, Quota.NONE);
    }

    /** Returns whether it accepts pushes, and is not a later space of the same name. */
    public boolean isOpenAs(SpaceName meant) {
        return !deleting && name.equals(meant);
    }

    /** Returns the same space with these settings. */
    public Space with(SpaceSettings changed) {
        return new Space(name, created, changed, repositories, deleting, quota);
    }

    /** Returns a new space. */
    public static Space begin(SpaceName name, Instant created, SpaceSettings settings) {
        return new Space(name, created, settings, 0, false);
    }
}
