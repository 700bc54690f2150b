package io.slipway.packages.version;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Orders pre-releases (SemVer 2, section 11): numbers by value and before words, words ignoring case, a shorter list first. */
final class PreRelease {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private static final Comparator<String> IDENTIFIERS =
            Comparator.comparing((String it) -> !isNumber(it)).thenComparing(PreRelease::compareAlike);

    private PreRelease() {}

    static boolean isNumber(String identifier) {
        return NUMBER.matcher(identifier).matches();
    }

    /** Compares two pre-releases; an empty one sorts last. */
    static int compare(List<String> a, List<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = IDENTIFIERS.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int compareAlike(String a, String b) {
        return isNumber(a)
                ? new BigInteger(a).compareTo(new BigInteger(b))
                : a.toUpperCase(Locale.ROOT).compareTo(b.toUpperCase(Locale.ROOT));
    }
}
