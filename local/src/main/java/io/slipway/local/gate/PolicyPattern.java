package io.slipway.local.gate;

import java.util.regex.Pattern;

/**
 * A pattern of a policy, in which {@code *} matches any characters and {@code ?} one.
 *
 * @param text the pattern
 * @param pattern its regular expression
 */
record PolicyPattern(String text, Pattern pattern) {
    /** A pattern that looks at the case of letters, as ARNs and values do. */
    static PolicyPattern of(String text) {
        return new PolicyPattern(text, compile(text, Pattern.DOTALL));
    }

    /** A pattern of an action: the case of letters does not matter. */
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
