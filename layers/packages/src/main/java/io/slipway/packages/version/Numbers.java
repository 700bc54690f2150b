package io.slipway.packages.version;

import org.jspecify.annotations.Nullable;

/** The numbers of a version. */
final class Numbers {
    private Numbers() {}

    /** The number that these digits are; 0 if there are none. */
    static int of(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new VersionException(
                    "A number of a version may be " + Integer.MAX_VALUE + " at most, not " + digits + ".");
        }
    }
}
