package io.slipway.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Converts JSON values for people and scripts, without {@code null}. */
public final class Values {
    /** The text for a missing value. */
    static final String NOTHING = "-";

    private Values() {}

    /** Returns the value without fields that are null or contain only nulls. */
    public static JsonNode withoutNulls(JsonNode node) {
        JsonNode copy = node.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        node.forEach(Values::strip);
    }

    /** Returns each value by its path in the object: {@code package.id}. */
    static Map<String, String> flat(JsonNode object) {
        Map<String, String> values = new LinkedHashMap<>();
        flatten("", object, values);
        return values;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> values) {
        String prefix = path.isEmpty() ? "" : path + ".";
        if (node.isObject() && (path.isEmpty() || !node.isEmpty())) {
            node.properties().forEach(field -> flatten(prefix + field.getKey(), field.getValue(), values));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(prefix + i, node.get(i), values);
            }
        } else {
            values.put(path, node.isContainerNode() ? NOTHING : node.asText(NOTHING));
        }
    }

    /** Removes characters that control a terminal or end a column. */
    static String shown(String text) {
        return text.isEmpty() ? NOTHING : text.replace('\t', ' ').replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
