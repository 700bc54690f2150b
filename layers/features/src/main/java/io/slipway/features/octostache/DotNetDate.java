package io.slipway.features.octostache;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A date and time that is written as in .NET, culture en-US.
 *
 * @param local the date and time
 * @param offset its offset from UTC; null if unknown
 * @param zulu whether it is written as {@code Z}
 */
record DotNetDate(LocalDateTime local, @Nullable ZoneOffset offset, boolean zulu) {
    private static final int MAX_FRACTION = 7;

    /** Returns the date with an offset, as {@code DateTimeOffset} does: without an offset, it gets the zone's. */
    DotNetDate withOffset(ZoneId zone) {
        return new DotNetDate(local, offset == null ? zone.getRules().getOffset(local) : offset, false);
    }

    /** Converts the date to a zone, as {@code DateTime} does for a date with an offset; without an offset, it stays unchanged. */
    DotNetDate in(ZoneId zone) {
        if (offset == null) {
            return this;
        }
        ZoneOffset there = zone.getRules().getOffset(local.toInstant(offset));
        return new DotNetDate(LocalDateTime.ofInstant(local.toInstant(offset), there), there, false);
    }

    /** Returns the round-trip form, {@code O}. */
    String roundTrip() {
        return pattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS") + kind();
    }

    private String kind() {
        return offset == null ? "" : zulu ? "Z" : text(offset);
    }

    private static String text(ZoneOffset offset) {
        return offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId();
    }

    /**
     * Formats the date with a standard or custom .NET format.
     *
     * @param zone the zone whose offset is written for a date without offset
     * @return empty if the format is invalid in .NET
     */
    Optional<String> format(String format, ZoneId zone) {
        if (format.length() == 1) {
            return standard(format.charAt(0), zone);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); ) {
            char c = format.charAt(i);
            int run = i;
            while (run < format.length() && format.charAt(run) == c) {
                run++;
            }
            if (c == '\'' || c == '"') {
                int end = format.indexOf(c, i + 1);
                if (end < 0) {
                    return Optional.empty();
                }
                out.append(format, i + 1, end);
                i = end + 1;
            } else if (c == '\\' || c == '%') {
                if (i + 1 == format.length() || (c == '%' && format.charAt(i + 1) == '%')) {
                    return Optional.empty();
                }
                out.append(c == '\\' ? String.valueOf(format.charAt(i + 1)) : "");
                i += c == '\\' ? 2 : 1;
            } else if ((c == 'f' || c == 'F') && run - i > MAX_FRACTION) {
                return Optional.empty();
            } else {
                append(c, run - i, zone, out);
                i = run;
            }
        }
        return Optional.of(out.toString());
    }

    private void append(char letter, int count, ZoneId zone, StringBuilder out) {
        if (letter != 'F') {
            out.append(part(letter, count, zone));
            return;
        }
        String fraction = pattern("S".repeat(count)).replaceFirst("0+$", "");
        if (fraction.isEmpty() && !out.isEmpty() && out.charAt(out.length() - 1) == '.') {
            out.setLength(out.length() - 1);
        }
        out.append(fraction);
    }

    private String part(char letter, int count, ZoneId zone) {
        return switch (letter) {
            case 'd' -> pattern(count >= 4 ? "EEEE" : count == 3 ? "EEE" : "d".repeat(count));
            case 'M' -> pattern(count >= 4 ? "MMMM" : "M".repeat(count));
            case 'y' ->
                String.format(Locale.ROOT, "%0" + count + "d", count <= 2 ? local.getYear() % 100 : local.getYear());
            case 'H', 'h', 'm', 's' -> pattern(String.valueOf(letter).repeat(Math.min(count, 2)));
            case 'f' -> pattern("S".repeat(count));
            case 't' -> pattern("a").substring(0, Math.min(count, 2));
            case 'z' -> offset(offset == null ? zone.getRules().getOffset(local) : offset, count);
            case 'K' -> kind().repeat(count);
            case 'g' -> "A.D.";
            default -> String.valueOf(letter).repeat(count);
        };
    }

    private static String offset(ZoneOffset offset, int count) {
        String text = text(offset);
        int hours = Math.abs(offset.getTotalSeconds() / 3600);
        return switch (count) {
            case 1 -> text.charAt(0) + Integer.toString(hours);
            case 2 -> text.substring(0, 3);
            default -> text;
        };
    }

    private String pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).format(local);
    }

    private Optional<String> standard(char letter, ZoneId zone) {
        return switch (letter) {
            case 'd' -> format("M/d/yyyy", zone);
            case 'D' -> format("dddd, MMMM d, yyyy", zone);
            case 't' -> format("h:mm tt", zone);
            case 'T' -> format("h:mm:ss tt", zone);
            case 'f' -> format("dddd, MMMM d, yyyy h:mm tt", zone);
            case 'F' -> format("dddd, MMMM d, yyyy h:mm:ss tt", zone);
            case 'g' -> format("M/d/yyyy h:mm tt", zone);
            case 'G' -> format("M/d/yyyy h:mm:ss tt", zone);
            case 'm', 'M' -> format("MMMM d", zone);
            case 'y', 'Y' -> format("MMMM yyyy", zone);
            case 's' -> format("yyyy-MM-dd'T'HH:mm:ss", zone);
            case 'u' -> atUtc().format("yyyy-MM-dd HH:mm:ss'Z'", zone);
            case 'r', 'R' -> atUtc().format("ddd, dd MMM yyyy HH:mm:ss 'GMT'", zone);
            case 'o', 'O' -> Optional.of(roundTrip());
            default -> Optional.empty();
        };
    }

    private DotNetDate atUtc() {
        return offset == null ? this : in(ZoneOffset.UTC);
    }
}
