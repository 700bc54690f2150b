package io.slipway.core.bin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time that one request has for a restoration. */
final class Share {
    private final Clock clock;
    private final Instant middle;
    private final Instant end;
    private boolean used;

    Share(Clock clock, Instant end) {
        Instant now = clock.instant();
        this.clock = clock;
        this.middle = now.plus(Duration.between(now, end).dividedBy(2));
        this.end = end;
    }

    /** Returns whether half of the time is over: the rest is for what was planned. */
    boolean isHalfOver() {
        return !clock.instant().isBefore(middle);
    }

    /** Returns whether the time is over. */
    boolean isOver() {
        return !clock.instant().isBefore(end);
    }

    /** Records that something was restored. */
    void use() {
        used = true;
    }

    /** Returns whether something was restored, so that a repeated request has less to do. */
    boolean isUsed() {
        return used;
    }
}
