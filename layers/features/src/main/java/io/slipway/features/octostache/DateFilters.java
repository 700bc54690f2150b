package io.slipway.features.octostache;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Implements the filters for the current time, and for adding to times. */
final class DateFilters {
    private static final double NANOS_PER_HOUR = 3_600e9;
    private static final double NANOS_PER_DAY = 24 * NANOS_PER_HOUR;

    private DateFilters() {}

    static void register(Filters filters, Clock clock) {
        filters.put(
                "NowDate",
                (input, options) -> now(input, options, new DotNetDate(LocalDateTime.now(clock), null, false), clock));
        filters.put(
                "NowDateUtc",
                (input, options) -> now(
                        input,
                        options,
                        new DotNetDate(LocalDateTime.now(clock.withZone(ZoneOffset.UTC)), ZoneOffset.UTC, true),
                        clock));
        filters.putText("AddHours", (input, options) -> add(input, options, NANOS_PER_HOUR));
        filters.putText("AddDays", (input, options) -> add(input, options, NANOS_PER_DAY));
    }

    private static @Nullable String now(@Nullable String input, List<String> options, DotNetDate now, Clock clock) {
        if (input != null || options.size() > 1) {
            return null;
        }
        return now.format(options.isEmpty() ? "O" : options.getFirst(), clock.getZone())
                .orElse(null);
    }

    private static @Nullable String add(String input, List<String> options, double unit) {
        if (options.size() != 1) {
            return null;
        }
        // .NET counts in units of 100 ns.
        return Doubles.read(options.getFirst())
                .map(amount -> amount.doubleValue() * unit)
                .filter(nanos -> Math.abs(nanos) <= Long.MAX_VALUE)
                .map(nanos -> shifted(input, date -> date.plusNanos(Math.round(nanos / 100) * 100)))
                .orElse(null);
    }

    /** Shifts a date and writes it in the same form; null if .NET has no such date. */
    private static @Nullable String shifted(String input, UnaryOperator<LocalDateTime> shift) {
        try {
            return DateReader.read(input)
                    .map(date -> new DotNetDate(shift.apply(date.local()), date.offset(), date.zulu()))
                    .filter(date -> date.local().getYear() >= 1 && date.local().getYear() <= 9999)
                    .map(DotNetDate::roundTrip)
                    .orElse(null);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
