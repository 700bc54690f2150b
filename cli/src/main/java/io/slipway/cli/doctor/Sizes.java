package io.slipway.cli.doctor;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats sizes and durations for people. */
final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})([MG])iB");

    private Sizes() {}

    /** Parses a size such as {@code 100MiB} or {@code 1GiB}, in bytes. */
    static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a size must be a number with MiB or GiB, such as 1GiB, but was '" + text + "'");
        }
        return Long.parseLong(matcher.group(1)) << (matcher.group(2).equals("M") ? 20 : 30);
    }

    static String text(long bytes) {
        return bytes % (1L << 30) == 0 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
