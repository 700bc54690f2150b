package io.slipway.features.glob;

/** Matches a name against a pattern of {@code *} and {@code ?}, in time at most the product of their lengths. */
public final class Wildcard {
    private Wildcard() {}

    /** Returns whether a name matches, ignoring case. */
    public static boolean matches(String pattern, String name) {
        return matches(pattern, name, false);
    }

    /** Returns whether a name matches, including its case. */
    public static boolean matchesExactly(String pattern, String name) {
        return matches(pattern, name, true);
    }

    private static boolean matches(String pattern, String name, boolean exactly) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || same(pattern.charAt(p), name.charAt(n), exactly))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean same(char a, char b, boolean exactly) {
        if (a == b || exactly) {
            return a == b;
        }
        return Character.toUpperCase(a) == Character.toUpperCase(b)
                || Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
