package io.slipway.packages.version;

import org.jspecify.annotations.Nullable;

/** Parses the numbers of a version. */
final class Numbers {
    private Numbers() {}

    /** Returns the number with these digits; 0 without digits. */
    static int of(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new VersionException(
                    "a number of a version must be at most " + Integer.MAX_VALUE + ", but was " + digits);
        }
    }
}
