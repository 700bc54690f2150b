package io.slipway.features.dockerfile;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values into {@code $NAME}, <code>${NAME}</code>, <code>${NAME:-otherwise}</code> and <code>${NAME:+instead}</code>. */
final class Expansion {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+])([^}]*))?\\})");

    private Expansion() {}

    static String expand(String text, Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(it ->
                        Matcher.quoteReplacement(value(it.group(1), it.group(2), it.group(3), it.group(4), values)));
    }

    private static String value(
            String plain, String braced, String operator, String operand, Map<String, String> values) {
        String value = values.getOrDefault(plain == null ? braced : plain, "");
        if (operator == null) {
            return value;
        }
        boolean given = !value.isEmpty();
        return operator.endsWith("-") ? (given ? value : operand) : (given ? operand : "");
    }

    /** Whether the text has a variable. */
    static boolean isIn(String text) {
        return text.indexOf('$') >= 0;
    }
}
