package io.slipway.local.gate;

import java.util.regex.Pattern;

/**
 * A pattern in a policy, in which {@code *} matches any characters and {@code ?} one.
 *
 * @param text the pattern
 * @param pattern its regular expression
 */
record PolicyPattern(String text, Pattern pattern) {
    /** Creates a case-sensitive pattern, as for ARNs and values. */
    static PolicyPattern of(String text) {
        return new PolicyPattern(text, compile(text, Pattern.DOTALL));
    }

    /** Creates a pattern for an action, which ignores case. */
    static PolicyPattern ofAction(String text) {
        return new PolicyPattern(text, compile(text, Pattern.DOTALL | Pattern.CASE_INSENSITIVE));
    }

    private static Pattern compile(String text, int flags) {
        return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), flags);
    }

    boolean matches(String value) {
        return pattern.matcher(value).matches();
    }
}
