package io.slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;

/** The part of the patterns of EventBridge and of Lambda's filters that the template uses: lists of values, and prefixes. */
final class EventPattern {
    private EventPattern() {}

    static boolean matches(JsonNode pattern, JsonNode event) {
        if (pattern.isArray()) {
            for (JsonNode choice : pattern) {
                boolean fits = choice.has("prefix")
                        ? event.asText().startsWith(choice.path("prefix").asText())
                        : choice.equals(event);
                if (fits) {
                    return true;
                }
            }
            return false;
        }
        return pattern.properties().stream().allMatch(field -> matches(field.getValue(), event.path(field.getKey())));
    }
}
