package io.slipway.core.blob;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The day (UTC) on which an upload was begun. It is part of the direct lane's keys, which clients write without calling the registry: each key can be
 * written for a limited time only, so that a later removal of its object never removes the next upload of the same bytes.
 *
 * <p>The stages are days apart, so that neither slow uploads nor clocks that are wrong by hours matter.
 *
 * @param number days since 1970
 */
public record LandingDay(long number) {
    /**
     * The time for which requests look for objects of uploads that began on the day before: longer than uploads usually take, since the event links
     * an object within seconds. It is short because each search is a call.
     */
    private static final Duration SEARCHED = Duration.ofHours(6);

    /** The number of days, the first included, on which an event links landed bytes; S3 retries its events for one day. */
    private static final int LINKED = 3;

    /** The number of days after which nothing is written or linked. */
    private static final int CLOSED = 5;

    /** Returns the day of a moment. */
    public static LandingDay of(Instant moment) {
        return new LandingDay(LocalDate.ofInstant(moment, ZoneOffset.UTC).toEpochDay());
    }

    /** Returns the day on which this upload was begun; day 0 for an id that this registry did not issue. */
    public static LandingDay of(String upload) {
        return of(Instant.ofEpochMilli(SessionId.begun(upload)));
    }

    /** Returns the first day whose uploads requests search for; {@link #of(Instant)} is the last. */
    static LandingDay firstSearched(Instant now) {
        return of(now.minus(SEARCHED));
    }

    /** Returns whether an event of this day may still link. */
    public boolean isLinkable(Instant now) {
        return of(now).number < number + LINKED;
    }

    /** Returns the moment after which no object is written or linked at the keys of this day. */
    public Instant closed() {
        return LocalDate.ofEpochDay(number + CLOSED)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
