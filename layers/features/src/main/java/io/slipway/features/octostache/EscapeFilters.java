package io.slipway.features.octostache;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Implements the filters that escape values for the formats of templates. */
final class EscapeFilters {
    private static final Map<Character, String> XML =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&apos;");
    private static final Map<Character, String> JSON =
            Map.of('"', "\\\"", '\\', "\\\\", '\r', "\\r", '\n', "\\n", '\t', "\\t");
    private static final Map<Character, String> PROPERTIES =
            Map.of('\\', "\\\\", '\r', "\\r", '\n', "\\n", '\t', "\\t");

    private static final Pattern NEW_LINES = Pattern.compile("(\\r\\n|\\n|\\r)(?:\\r\\n|\\n|\\r)*");

    private EscapeFilters() {}

    static void register(Filters filters) {
        filters.putText(
                "HtmlEscape",
                (input, options) -> options.isEmpty() ? map(input, XML).replace("/", "&#x2F;") : null);
        filters.putText("XmlEscape", (input, options) -> options.isEmpty() ? map(input, XML) : null);
        filters.putText("JsonEscape", (input, options) -> options.isEmpty() ? map(input, JSON) : null);
        filters.putText("YamlSingleQuoteEscape", (input, options) -> options.isEmpty() ? yamlSingle(input) : null);
        filters.putText("YamlDoubleQuoteEscape", (input, options) -> options.isEmpty() ? yamlDouble(input) : null);
        filters.putText("PropertiesKeyEscape", (input, options) -> options.isEmpty() ? propertiesKey(input) : null);
        filters.putText("PropertiesValueEscape", (input, options) -> options.isEmpty() ? propertiesValue(input) : null);
    }

    private static String map(String input, Map<Character, String> escapes) {
        StringBuilder out = new StringBuilder(input.length() + 16);
        for (int i = 0; i < input.length(); i++) {
            char c = input.charAt(i);
            String escape = escapes.get(c);
            if (escape == null) {
                out.append(c);
            } else {
                out.append(escape);
            }
        }
        return out.toString();
    }

    /** Escapes a value for single quotes, in which a line break means a blank, and an empty line means a line break. */
    private static String yamlSingle(String input) {
        return NEW_LINES
                .matcher(input.replace("'", "''"))
                .replaceAll(run -> Matcher.quoteReplacement(run.group(1) + run.group()));
    }

    private static String yamlDouble(String input) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < input.length(); i++) {
            char c = input.charAt(i);
            String escape = JSON.get(c);
            if (escape != null) {
                out.append(escape);
            } else if (c < 0x20 || c > 0x7e) {
                out.append(unicode(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String propertiesKey(String input) {
        return properties(input).replace(" ", "\\ ").replace(":", "\\:").replace("=", "\\=");
    }

    private static String propertiesValue(String input) {
        String escaped = properties(input);
        return escaped.startsWith(" ") ? "\\" + escaped : escaped;
    }

    private static String properties(String input) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < input.length(); i++) {
            char c = input.charAt(i);
            String escape = PROPERTIES.get(c);
            if (escape != null) {
                out.append(escape);
            } else if (c >= 0xff) {
                out.append(unicode(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String unicode(char c) {
        return String.format("\\u%04x", (int) c);
    }
}
