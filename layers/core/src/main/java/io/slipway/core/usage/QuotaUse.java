package io.slipway.core.usage;

import io.slipway.core.name.SpaceName;

/**
 * The limits of a space, and its usage.
 *
 * @param quota the limits
 * @param bytes the bytes that it holds; read only if they are limited
 * @param repositories the repositories that it has
 */
public record QuotaUse(Quota quota, long bytes, long repositories) {
    /** A space without limits. */
    public static final QuotaUse UNLIMITED = new QuotaUse(Quota.NONE, 0, 0);

    /**
     * Refuses a push that exceeds the limits.
     *
     * @param creates whether it creates a repository
     */
    public void requireRoom(SpaceName space, boolean creates) {
        if (creates) {
            quota.requireRepositories(space, repositories);
        }
        quota.requireBytes(space, bytes, 0);
    }
}
