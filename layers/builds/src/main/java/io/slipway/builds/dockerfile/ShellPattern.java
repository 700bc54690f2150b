package io.slipway.builds.dockerfile;

/** The patterns of {@code ${name#pattern}}: {@code *} and {@code ?}. */
final class ShellPattern {
    private ShellPattern() {}

    /** Returns the equivalent regular expression. */
    static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                if (c == '\\' && i + 1 < pattern.length()) {
                    i++;
                }
                regex.append(java.util.regex.Pattern.quote(String.valueOf(pattern.charAt(i))));
            }
        }
        return regex.toString();
    }
}
