package io.slipway.sdi.octostache;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The present, and times before and after others. */
final class DateFilters {
    private static final double NANOS_PER_HOUR = 3_600e9;

    private DateFilters() {}

    static void register(Filters filters, Clock clock) {
        filters.put(
                "NowDate",
                (input, options) -> now(input, options, new DotNetDate(LocalDateTime.now(clock), null, false)));
        filters.put(
                "NowDateUtc",
                (input, options) -> now(
                        input,
                        options,
                        new DotNetDate(LocalDateTime.now(clock.withZone(ZoneOffset.UTC)), ZoneOffset.UTC, true)));
        filters.putText("AddHours", (input, options) -> add(input, options, NANOS_PER_HOUR));
        filters.putText("AddDays", (input, options) -> add(input, options, 24 * NANOS_PER_HOUR));
    }

    private static @Nullable String now(@Nullable String input, List<String> options, DotNetDate now) {
        if (input != null || options.size() > 1) {
            return null;
        }
        return now.format(options.isEmpty() ? "O" : options.getFirst()).orElse(null);
    }

    private static @Nullable String add(String input, List<String> options, double unit) {
        if (options.size() != 1) {
            return null;
        }
        try {
            long nanos = Math.round(Double.parseDouble(options.getFirst().strip()) * unit);
            return DotNetDate.parse(input)
                    .map(date -> new DotNetDate(date.local().plusNanos(nanos), date.offset(), date.zulu()).roundTrip())
                    .orElse(null);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
