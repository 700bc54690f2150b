package io.slipway.features.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists the spellings of a value in a file: unescaped, escaped for JSON, YAML, XML and properties files, line by line,
 * encoded, and, if it is a JSON object or
 * list, by the values in it, because it is laid out anew.
 */
final class Spellings {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final char LAST_ASCII = 0x7E;

    private Spellings() {}

    /** Returns the spellings of a value, each on one line and without surrounding white space. */
    static Set<String> of(String value) {
        List<String> values = new ArrayList<>(List.of(value));
        inJson(value, values);
        Set<String> spellings = new LinkedHashSet<>();
        for (String each : values) {
            String escaped = each.replace("\\", "\\\\")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r")
                    .replace("\t", "\\t");
            String markup = each.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            String attribute =
                    markup.replace("\n", "&#xA;").replace("\r", "&#xD;").replace("\t", "&#x9;");
            for (String spelling : List.of(
                    each,
                    escaped,
                    escaped.replace("\"", "\\\""),
                    escaped.replace("'", "\\'"),
                    ascii(escaped),
                    ascii(escaped.replace("\"", "\\\"")),
                    each.replace("'", "''"),
                    markup,
                    attribute.replace("\"", "&quot;"),
                    attribute.replace("'", "&apos;"))) {
                addLines(spelling, spellings);
            }
            Encodings.add(each, spellings);
        }
        return spellings;
    }

    /** Adds the lines of a longer text that are long enough to identify it. */
    private static void addLines(String text, Set<String> spellings) {
        List<String> lines = text.lines().map(String::strip).toList();
        for (String line : lines) {
            if (!line.isEmpty() && (lines.size() == 1 || TextMask.distinctive(line))) {
                spellings.add(line);
            }
        }
    }

    private static void inJson(String value, List<String> values) {
        String text = value.strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return;
        }
        try {
            addScalars(JSON.readTree(text), values);
        } catch (JsonProcessingException e) {
            // Not JSON, so it is written unchanged.
        }
    }

    private static void addScalars(JsonNode node, List<String> values) {
        if (node.isContainerNode()) {
            node.forEach(child -> addScalars(child, values));
        } else if (node.isTextual() || node.isNumber()) {
            values.add(node.asText());
        }
    }

    private static String ascii(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > LAST_ASCII) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
