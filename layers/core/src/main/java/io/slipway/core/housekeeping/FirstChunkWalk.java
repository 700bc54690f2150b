package io.slipway.core.housekeeping;

import io.slipway.core.blob.LandingDay;
import io.slipway.core.upload.FirstChunkKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Walks through the first chunks of uploads once, after the time in which uploads of their day can finish: chunks that are not linked by then are not
 * needed. Its cost follows what was written on a day.
 */
final class FirstChunkWalk {
    private final Garbage garbage;
    private final Clock clock;

    /** The last day on which a walk was complete, as far as this process knows. */
    private Optional<LandingDay> done = Optional.empty();

    FirstChunkWalk(Garbage garbage, Clock clock) {
        this.garbage = garbage;
        this.clock = clock;
    }

    /**
     * Continues the walk, which is done once a day.
     *
     * @param end the time at which to stop even if there is more to do
     * @param review reviews the chunks of these keys
     */
    Collected run(Instant end, Function<List<String>, Collected> review) {
        LandingDay today = LandingDay.of(clock.instant());
        if (done.equals(Optional.of(today))) {
            return Collected.NOTHING;
        }
        Garbage.FirstChunks position = garbage.firstChunks();
        if (position.day().equals(today)) {
            done = Optional.of(today);
            return Collected.NOTHING;
        }
        Collected all = Collected.NOTHING;
        String last = position.last();
        while (clock.instant().isBefore(end)) {
            List<String> closed = closed(garbage.firstChunks(last));
            if (closed.isEmpty()) {
                garbage.firstChunks(new Garbage.FirstChunks(today, last));
                done = Optional.of(today);
                return all;
            }
            all = all.plus(review.apply(closed));
            last = closed.getLast();
            garbage.firstChunks(new Garbage.FirstChunks(position.day(), last));
        }
        return all;
    }

    /** Keys sort by their days. */
    private List<String> closed(List<String> page) {
        return page.stream()
                .takeWhile(key -> FirstChunkKey.parse(key)
                        .filter(chunk -> clock.instant().isBefore(chunk.day().closed()))
                        .isEmpty())
                .toList();
    }
}
