package io.slipway.core.access;

/** Matches a pattern, in time bounded by the product of the two lengths. */
public final class RepositoryPattern {
    private RepositoryPattern() {}

    /** Returns whether the text has the pattern's form: {@code *} matches any characters but a slash, {@code **} any characters. */
    public static boolean matches(String pattern, String text) {
        // reachable[j]: the pattern read so far matches the first j characters of the text.
        boolean[] reachable = new boolean[text.length() + 1];
        reachable[0] = true;
        for (int i = 0; i < pattern.length(); i++) {
            boolean star = pattern.charAt(i) == '*';
            boolean any = star && i + 1 < pattern.length() && pattern.charAt(i + 1) == '*';
            boolean[] next = new boolean[text.length() + 1];
            for (int j = 0; j <= text.length(); j++) {
                if (star) {
                    next[j] = reachable[j] || (j > 0 && next[j - 1] && (any || text.charAt(j - 1) != '/'));
                } else {
                    next[j] = j > 0 && reachable[j - 1] && text.charAt(j - 1) == pattern.charAt(i);
                }
            }
            reachable = next;
            if (any) {
                i++;
            }
        }
        return reachable[text.length()];
    }
}
