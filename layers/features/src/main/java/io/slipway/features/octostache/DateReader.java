package io.slipway.features.octostache;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates in the forms that {@code DateTime.Parse} accepts in the culture en-US: ISO 8601, month first, names of months, RFC 1123. */
final class DateReader {
    private static final List<DateTimeFormatter> DATES = List.of(
            form("yyyy-M-d"),
            form("yyyy/M/d"),
            form("M/d/yyyy"),
            form("M-d-yyyy"),
            form("d MMM yyyy"),
            form("d MMMM yyyy"),
            form("MMM d yyyy"),
            form("MMMM d yyyy"),
            form("yyyy MMM d"),
            form("d-MMM-yyyy"));

    private static final Pattern WEEKDAY = Pattern.compile("(?i)(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+");
    private static final Pattern ZONE = Pattern.compile("\\s?(?:(Z|GMT)|([+-])(\\d{1,2})(?::?(\\d{2}))?)$");
    private static final Pattern TIME =
            Pattern.compile("(?i)[T ]\\s*(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9})\\d*)?)?\\s*(am|pm)?$");

    private DateReader() {}

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern.replace("yyyy", "uuuu"))
                .toFormatter(Locale.US);
    }

    static Optional<DotNetDate> read(String text) {
        String rest = text.strip();
        if (rest.length() > 100) {
            return Optional.empty();
        }
        Matcher weekday = WEEKDAY.matcher(rest);
        if (weekday.lookingAt()) {
            rest = rest.substring(weekday.end());
        }
        try {
            return rest.indexOf(':') < 0
                    ? date(rest).map(it -> new DotNetDate(it.atStartOfDay(), null, false))
                    : dateAndTime(rest);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<DotNetDate> dateAndTime(String text) {
        String rest = text;
        ZoneOffset offset = null;
        Matcher zone = ZONE.matcher(rest);
        boolean zulu = false;
        if (zone.find()) {
            zulu = zone.group(1) != null;
            offset = zulu ? ZoneOffset.UTC : offset(zone);
            rest = rest.substring(0, zone.start());
        }
        Matcher time = TIME.matcher(rest);
        if (!time.find()) {
            return Optional.empty();
        }
        LocalTime clock = time(time);
        ZoneOffset stated = offset;
        boolean utc = zulu;
        return date(rest.substring(0, time.start()))
                .map(it -> new DotNetDate(LocalDateTime.of(it, clock), stated, utc));
    }

    private static ZoneOffset offset(Matcher zone) {
        int minutes = Integer.parseInt(zone.group(3)) * 60 + number(zone.group(4));
        return ZoneOffset.ofTotalSeconds((zone.group(2).equals("-") ? -60 : 60) * minutes);
    }

    private static LocalTime time(Matcher time) {
        int hour = Integer.parseInt(time.group(1));
        String half = time.group(5);
        if (half != null) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("the hour must be 1 to 12, but was " + hour);
            }
            hour = hour % 12 + (half.equalsIgnoreCase("pm") ? 12 : 0);
        }
        String fraction = time.group(4) == null ? "" : time.group(4);
        int nanos = fraction.isEmpty() ? 0 : Integer.parseInt(fraction + "0".repeat(9 - fraction.length()));
        // .NET counts in units of 100 ns.
        return LocalTime.of(hour, Integer.parseInt(time.group(2)), number(time.group(3)), nanos / 100 * 100);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static Optional<LocalDate> date(String text) {
        String plain = text.strip().replace(",", " ").replaceAll("\\s+", " ");
        for (DateTimeFormatter form : DATES) {
            try {
                return Optional.of(LocalDate.parse(plain, form));
            } catch (DateTimeParseException e) {
                // another form may match
            }
        }
        return Optional.empty();
    }
}
