package io.slipway.sdi.octostache;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A date and time as .NET reads and writes them, culture en-US.
 *
 * @param local the date and time
 * @param offset its offset from UTC; null where none was stated
 * @param zulu whether the offset was written as {@code Z}
 */
record DotNetDate(LocalDateTime local, @Nullable ZoneOffset offset, boolean zulu) {
    private static final List<DateTimeFormatter> FORMS = List.of(
            form("yyyy-M-d['T'][' ']H:mm[:ss]"),
            form("yyyy/M/d[' ']['T']H:mm[:ss]"),
            form("M/d/yyyy[' ']H:mm[:ss]"),
            form("M/d/yyyy[' ']h:mm[:ss] a"),
            form("d MMM yyyy[' ']H:mm[:ss]"),
            form("MMM d, yyyy[' ']H:mm[:ss]"));
    private static final List<DateTimeFormatter> DAYS =
            List.of(form("yyyy-M-d"), form("yyyy/M/d"), form("M/d/yyyy"), form("d MMM yyyy"), form("d MMMM yyyy"));

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .toFormatter(Locale.US);
    }

    /** Reads a date in one of the usual forms. */
    static Optional<DotNetDate> parse(String text) {
        String rest = text.strip();
        ZoneOffset offset = null;
        boolean zulu = rest.endsWith("Z") && rest.length() > 10;
        if (zulu) {
            offset = ZoneOffset.UTC;
            rest = rest.substring(0, rest.length() - 1).strip();
        } else if (rest.matches(".*\\d[ ]?[+-]\\d{2}:\\d{2}")) {
            offset = ZoneOffset.of(rest.substring(rest.length() - 6));
            rest = rest.substring(0, rest.length() - 6).strip();
        }
        for (DateTimeFormatter form : FORMS) {
            try {
                return Optional.of(new DotNetDate(LocalDateTime.parse(rest, form), offset, zulu));
            } catch (DateTimeParseException e) {
                // another form may fit
            }
        }
        for (DateTimeFormatter form : DAYS) {
            try {
                return Optional.of(
                        new DotNetDate(java.time.LocalDate.parse(rest, form).atStartOfDay(), offset, zulu));
            } catch (DateTimeParseException e) {
                // another form may fit
            }
        }
        return Optional.empty();
    }

    /** The round-trip form, {@code O}. */
    String roundTrip() {
        String zone = offset == null ? "" : zulu ? "Z" : zone(offset);
        return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS", Locale.US)
                        .format(local)
                + zone;
    }

    private static String zone(ZoneOffset offset) {
        return offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId();
    }

    /** Writes the date by a format of .NET, a standard one or a custom one. */
    Optional<String> format(String format) {
        if (format.length() == 1) {
            return standard(format.charAt(0));
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); ) {
            char c = format.charAt(i);
            int run = i;
            while (run < format.length() && format.charAt(run) == c) {
                run++;
            }
            int count = run - i;
            if (c == '\'' || c == '"') {
                int end = format.indexOf(c, i + 1);
                if (end < 0) {
                    return Optional.empty();
                }
                out.append(format, i + 1, end);
                i = end + 1;
            } else if (c == '\\' && i + 1 < format.length()) {
                out.append(format.charAt(i + 1));
                i += 2;
            } else if (c == '%') {
                i++;
            } else {
                out.append(part(c, count));
                i = run;
            }
        }
        return Optional.of(out.toString());
    }

    private String part(char letter, int count) {
        ZoneOffset zone = offset == null ? ZoneOffset.UTC : offset;
        return switch (letter) {
            case 'd' -> pattern(count >= 4 ? "EEEE" : count == 3 ? "EEE" : "d".repeat(count));
            case 'M' -> pattern(count >= 4 ? "MMMM" : "M".repeat(count));
            case 'y' ->
                count <= 2
                        ? String.format(Locale.ROOT, "%0" + count + "d", local.getYear() % 100)
                        : String.format(Locale.ROOT, "%0" + count + "d", local.getYear());
            case 'H' -> pattern("H".repeat(Math.min(count, 2)));
            case 'h' -> pattern("h".repeat(Math.min(count, 2)));
            case 'm' -> pattern("m".repeat(Math.min(count, 2)));
            case 's' -> pattern("s".repeat(Math.min(count, 2)));
            case 'f' -> pattern("S".repeat(Math.min(count, 7)));
            case 'F' -> pattern("S".repeat(Math.min(count, 7))).replaceFirst("0+$", "");
            case 't' -> pattern("a").substring(0, Math.min(count, 2));
            case 'z' ->
                count == 1
                        ? String.format(Locale.ROOT, "%+d", zone.getTotalSeconds() / 3600)
                        : count == 2 ? zone(zone).substring(0, 3) : zone(zone);
            case 'K' -> offset == null ? "" : zulu ? "Z" : zone(offset);
            case 'g' -> "A.D.";
            default -> String.valueOf(letter).repeat(count);
        };
    }

    private String pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).format(local);
    }

    private Optional<String> standard(char letter) {
        return switch (letter) {
            case 'd' -> format("M/d/yyyy");
            case 'D' -> format("dddd, MMMM d, yyyy");
            case 't' -> format("h:mm tt");
            case 'T' -> format("h:mm:ss tt");
            case 'f' -> format("dddd, MMMM d, yyyy h:mm tt");
            case 'F' -> format("dddd, MMMM d, yyyy h:mm:ss tt");
            case 'g' -> format("M/d/yyyy h:mm tt");
            case 'G' -> format("M/d/yyyy h:mm:ss tt");
            case 'm', 'M' -> format("MMMM d");
            case 'y', 'Y' -> format("MMMM yyyy");
            case 's' -> format("yyyy-MM-dd'T'HH:mm:ss");
            case 'u' -> format("yyyy-MM-dd HH:mm:ss'Z'");
            case 'r', 'R' -> format("ddd, dd MMM yyyy HH:mm:ss 'GMT'");
            case 'o', 'O' -> Optional.of(roundTrip());
            default -> Optional.empty();
        };
    }
}
