package io.slipway.features.structured.yaml;

import java.util.Locale;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Writes scalars in the requested style, or in quotes if that style cannot express the value. */
final class YamlScalars {
    /** The indicator characters, which cannot begin a plain scalar. */
    private static final String INDICATORS = "#,[]{}&*!|>'\"%@`";

    private YamlScalars() {}

    /**
     * Writes a scalar without line breaks, except in single quotes around several lines.
     *
     * @param style plain, single or double quotes
     * @param flow whether it is in brackets
     * @param lineBreak the line break
     * @param indent the indentation of further lines
     */
    static String write(String value, ScalarStyle style, boolean flow, String lineBreak, int indent) {
        return switch (style) {
            case PLAIN -> plain(value, flow) ? value : quoted(value);
            case SINGLE_QUOTED -> lines(value) ? singleQuoted(value, lineBreak, indent) : doubleQuoted(value);
            default -> doubleQuoted(value);
        };
    }

    private static String quoted(String value) {
        boolean simple = printable(value) && value.indexOf('\n') < 0 && value.indexOf('\'') < 0;
        return simple ? "'" + value + "'" : doubleQuoted(value);
    }

    /** Returns whether a value can be written without quotes, whatever type, such as a number or null, it would then have. */
    private static boolean plain(String value, boolean flow) {
        if (value.isEmpty()
                || !printable(value)
                || isBlank(value.charAt(0))
                || isBlank(value.charAt(value.length() - 1))) {
            return false;
        }
        if (value.startsWith("---") || value.startsWith("...") || INDICATORS.indexOf(value.charAt(0)) >= 0) {
            return false;
        }
        if ("-?:".indexOf(value.charAt(0)) >= 0 && (blankAt(value, 1) || (flow && value.charAt(0) != '-'))) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean indicator = (c == ':' && (flow || blankAt(value, i + 1)))
                    || (c == '#' && isBlank(value.charAt(i - 1)))
                    || (flow && ",?[]{}".indexOf(c) >= 0)
                    || c == '\n'
                    || c == '\t';
            if (indicator) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether single quotes can express the value: readers remove blanks around line breaks. */
    private static boolean lines(String value) {
        if (!printable(value)) {
            return false;
        }
        for (int i = value.indexOf('\n'); i >= 0; i = value.indexOf('\n', i + 1)) {
            if ((i > 0 && isBlank(value.charAt(i - 1))) || (i + 1 < value.length() && isBlank(value.charAt(i + 1)))) {
                return false;
            }
        }
        return true;
    }

    private static String singleQuoted(String value, String lineBreak, int indent) {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\'') {
                text.append("''");
            } else if (c != '\n') {
                text.append(c);
            } else {
                // One line break more than the value has, because readers fold a single one into a blank.
                boolean last = i + 1 == value.length() || value.charAt(i + 1) != '\n';
                text.append(lineBreak).append(last ? lineBreak + " ".repeat(indent) : "");
            }
        }
        return text.append('\'').toString();
    }

    /** Returns a value as a string in double quotes, on one line. */
    static String doubleQuoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (printable(c)) {
                        text.appendCodePoint(c);
                    } else {
                        text.append(escape(c));
                    }
                }
            }
        });
        return text.append('"').toString();
    }

    private static String escape(int c) {
        String format = c <= 0xFF ? "\\x%02X" : c <= 0xFFFF ? "\\u%04X" : "\\U%08X";
        return String.format(Locale.ROOT, format, c);
    }

    /** Returns whether every character can be written unescaped; line feeds and tabs can. */
    static boolean printable(String value) {
        return value.codePoints().allMatch(c -> c == '\n' || c == '\t' || printable(c));
    }

    private static boolean printable(int c) {
        return (c >= 0x20 && c < 0x7F)
                || (c >= 0xA0 && c < 0xD800 && c != 0x2028 && c != 0x2029)
                || (c >= 0xE000 && c < 0xFFFE && c != 0xFEFF)
                || c > 0xFFFF;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean blankAt(String value, int at) {
        return at >= value.length() || isBlank(value.charAt(at)) || value.charAt(at) == '\n';
    }
}
