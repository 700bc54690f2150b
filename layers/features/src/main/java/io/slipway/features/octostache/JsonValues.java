package io.slipway.features.octostache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads values that are JSON, as leniently as the original's reader. */
final class JsonValues {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();

    /** The beginnings of JSON, which most values do not have. */
    private static final Pattern START = Pattern.compile("[{\\[\"'0-9/-]|true|false");

    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,7})?(?:Z|[+-]\\d{2}:?\\d{2})?");

    private JsonValues() {}

    /**
     * Returns a property of an object or an item of an array, empty if it is missing or the value is neither.
     *
     * @param zone the zone in which dates with an offset are written
     */
    static Optional<Binding> property(String text, String property, boolean sensitive, ZoneId zone) {
        return parse(text).flatMap(node -> {
            if (node.isObject()) {
                return Optional.of(new Binding(text(node.path(property), zone), sensitive));
            }
            if (node.isArray() && property.matches("-?\\d{1,9}")) {
                int index = Integer.parseInt(property);
                if (index < 0) {
                    throw new OctostacheException("Index was out of range: " + index);
                }
                return Optional.of(new Binding(text(node.path(index), zone), sensitive));
            }
            return Optional.empty();
        });
    }

    /** Returns the items of an array, or the properties of an object, each with {@code Key} and {@code Value}. */
    static Optional<List<Binding>> items(String text, boolean sensitive, ZoneId zone) {
        return parse(text).filter(JsonNode::isContainerNode).map(node -> {
            List<Binding> items = new ArrayList<>();
            if (node.isArray()) {
                node.forEach(item -> items.add(new Binding(text(item, zone), sensitive)));
            } else {
                node.properties().forEach(field -> {
                    Binding item = new Binding(field.getKey(), sensitive);
                    item.putNamed("Key", new Binding(field.getKey(), sensitive));
                    item.putNamed("Value", new Binding(text(field.getValue(), zone), sensitive));
                    items.add(item);
                });
            }
            return items;
        });
    }

    private static Optional<JsonNode> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || !START.matcher(trimmed).lookingAt()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(trimmed)).filter(node -> !node.isNull() && !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node, ZoneId zone) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? "True" : "False";
        }
        if (node.isFloatingPointNumber()) {
            return Doubles.text(node.doubleValue());
        }
        return node.isContainerNode() ? node.toString() : date(node.asText(), zone);
    }

    /** Rewrites an ISO 8601 date as .NET's invariant culture does. */
    private static String date(String text, ZoneId zone) {
        return DATE.matcher(text).matches()
                ? DateReader.read(text)
                        .map(it -> it.zulu() ? it : it.in(zone))
                        .flatMap(it -> it.format("MM/dd/yyyy HH:mm:ss", zone))
                        .orElse(text)
                : text;
    }
}
