package io.slipway.sdi.octostache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks into values that are JSON, as leniently as the original's reader. */
final class JsonValues {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();

    private JsonValues() {}

    /** A property of an object or an item of an array; what is not in them is empty, and what is no JSON has none. */
    static Optional<Binding> property(String text, String property, boolean sensitive) {
        return parse(text).flatMap(node -> {
            if (node.isObject()) {
                return Optional.of(new Binding(text(node.path(property)), sensitive));
            }
            if (node.isArray() && property.matches("-?\\d{1,9}")) {
                int index = Integer.parseInt(property);
                if (index < 0) {
                    throw new OctostacheException("Index was out of range: " + index);
                }
                return Optional.of(new Binding(text(node.path(index)), sensitive));
            }
            return Optional.empty();
        });
    }

    /** The items of an array, or the properties of an object, each with {@code Key} and {@code Value}. */
    static Optional<List<Binding>> items(String text, boolean sensitive) {
        return parse(text).map(node -> {
            List<Binding> items = new ArrayList<>();
            if (node.isArray()) {
                node.forEach(item -> items.add(new Binding(text(item), sensitive)));
            } else {
                node.properties().forEach(field -> {
                    Binding item = new Binding(field.getKey(), sensitive);
                    item.putNamed("Key", new Binding(field.getKey(), sensitive));
                    item.putNamed("Value", new Binding(text(field.getValue()), sensitive));
                    items.add(item);
                });
            }
            return items;
        });
    }

    private static Optional<JsonNode> parse(String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(trimmed);
            return node.isContainerNode() ? Optional.of(node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? "True" : "False";
        }
        if (node.isFloatingPointNumber()) {
            return Doubles.text(node.doubleValue());
        }
        return node.isContainerNode() ? node.toString() : node.asText();
    }
}
