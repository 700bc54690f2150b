package io.slipway.builds.retention;

import io.slipway.core.error.Quoted;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time in a rule.
 *
 * @param text a whole number of hours or days, such as {@code 36h} or {@code 14d}: 1 to {@value #MAX_DAYS} days
 */
public record Age(String text) {
    /** The maximum, in days. */
    public static final int MAX_DAYS = 36_500;

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})([hd])");
    private static final int HOURS = 24;

    public Age {
        if (hours(text) < 1 || hours(text) > (long) MAX_DAYS * HOURS) {
            throw new IllegalArgumentException("a time must be a number of hours or days from 1h to " + MAX_DAYS
                    + "d, such as 36h or 14d, but was " + Quoted.of(text));
        }
    }

    public Duration duration() {
        return Duration.ofHours(hours(text));
    }

    private static long hours(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return 0;
        }
        long number = Long.parseLong(parts.group(1));
        return parts.group(2).equals("d") ? number * HOURS : number;
    }

    @Override
    public String toString() {
        return text;
    }
}
