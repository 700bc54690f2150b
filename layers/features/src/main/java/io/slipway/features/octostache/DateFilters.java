package io.slipway.features.octostache;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The present, and times before and after others. */
final class DateFilters {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
    private static final Pattern TIME_SPAN = Pattern.compile(
            "(-)?(?:(\\d{1,8})(?:\\.(?=\\d+:)|$))?(?:(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?)?");

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
        filters.putText("AddSeconds", (input, options) -> add(input, options, NANOS_PER_SECOND));
        filters.putText("AddMinutes", (input, options) -> add(input, options, 60 * NANOS_PER_SECOND));
        filters.putText("AddHours", (input, options) -> add(input, options, 3_600 * NANOS_PER_SECOND));
        filters.putText("AddDays", (input, options) -> add(input, options, NANOS_PER_DAY));
        filters.putText("AddWeeks", (input, options) -> add(input, options, 7 * NANOS_PER_DAY));
        filters.putText("AddMonths", DateFilters::addMonths);
        filters.putText("AddTimeSpan", DateFilters::addTimeSpan);
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

    /** Whole months; a day that the month does not have is its last. */
    private static @Nullable String addMonths(String input, List<String> options) {
        return options.size() != 1
                ? null
                : SliceFilters.number(options.getFirst())
                        .map(months -> shifted(input, date -> date.plusMonths(months)))
                        .orElse(null);
    }

    /** {@code [-]d}, {@code [-][d.]hh:mm[:ss[.fffffff]]}. */
    private static @Nullable String addTimeSpan(String input, List<String> options) {
        if (options.size() != 1) {
            return null;
        }
        Matcher span = TIME_SPAN.matcher(options.getFirst().strip());
        if (!span.matches() || (span.group(2) == null && span.group(3) == null)) {
            return null;
        }
        long hours = number(span.group(3));
        long minutes = number(span.group(4));
        long seconds = number(span.group(5));
        if (hours > 23 || minutes > 59 || seconds > 59) {
            return null;
        }
        String fraction = span.group(6) == null ? "" : span.group(6);
        long nanos = fraction.isEmpty() ? 0 : Long.parseLong(fraction + "0".repeat(9 - fraction.length()));
        long sign = span.group(1) == null ? 1 : -1;
        long whole = ((number(span.group(2)) * 24 + hours) * 60 + minutes) * 60 + seconds;
        return shifted(input, date -> date.plusSeconds(sign * whole).plusNanos(sign * nanos));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** The same kind of date before or after; what .NET has no date for is none. */
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
