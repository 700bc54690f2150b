package io.slipway.core.space;

import io.slipway.core.name.SpaceName;
import io.slipway.core.usage.Quota;
import io.slipway.core.usage.Usages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Refuses content that exceeds the quota of its space, before it is stored. The default space always exists, and pushes do not read it otherwise: its
 * limits are cached for {@link #REMEMBERED}.
 */
public final class QuotaCheck {
    /** The time for which the limits of the default space are cached; new limits of other spaces apply at once. */
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Spaces spaces;
    private final Usages usages;
    private final Clock clock;

    private record Known(Quota quota, Instant since) {}

    private volatile @Nullable Known known;

    public QuotaCheck(Spaces spaces, Usages usages, Clock clock) {
        this.spaces = spaces;
        this.usages = usages;
        this.clock = clock;
    }

    /**
     * Requires that a space exists and has room for more bytes. One read, none for the default space while its limits are cached; the reads of its
     * usage if bytes are limited.
     *
     * @return the creation time of the space
     */
    public Instant require(SpaceName name, long bytes) {
        if (name.equals(SpaceName.DEFAULT)) {
            requireBytes(name, ofDefault(), bytes);
            return Instant.EPOCH;
        }
        Space space = spaces.find(name).filter(it -> it.isOpenAs(name)).orElseThrow(() -> Spaces.unknown(name));
        requireBytes(space.name(), space.quota(), bytes);
        return space.created();
    }

    /** Requires that a space with these limits has room for more bytes. The reads of its usage if bytes are limited. */
    public void requireBytes(SpaceName name, Quota quota, long bytes) {
        if (quota.bytes().isPresent()) {
            quota.requireBytes(name, usages.space(name).bytes(), bytes);
        }
    }

    /** Returns the limits of the default space. One read in {@link #REMEMBERED}. */
    public Quota ofDefault() {
        Known last = known;
        Instant now = clock.instant();
        if (last == null || last.since().plus(REMEMBERED).isBefore(now)) {
            last = new Known(spaces.find(SpaceName.DEFAULT).map(Space::quota).orElse(Quota.NONE), now);
            known = last;
        }
        return last.quota();
    }
}
