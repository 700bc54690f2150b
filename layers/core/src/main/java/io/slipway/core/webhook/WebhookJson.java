package io.slipway.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.Quoted;
import io.slipway.core.event.EventType;
import java.util.EnumSet;
import java.util.Set;

/** Reads and writes webhooks as JSON. */
final class WebhookJson {
    private WebhookJson() {}

    static ObjectNode write(Webhook webhook) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", webhook.id())
                .put("url", webhook.url().toString());
        ArrayNode events = node.putArray("events");
        webhook.events().stream().sorted().map(EventType::word).forEach(events::add);
        node.put("created", webhook.created().toString());
        webhook.failure()
                .ifPresent(failure -> node.putObject("failure")
                        .put("time", failure.time().toString())
                        .put("message", failure.message()));
        return node;
    }

    /** Reads the types of a list of words; without a list, returns all types. */
    static Set<EventType> types(JsonNode list) {
        if (list.isMissingNode()) {
            return Webhook.TYPES;
        }
        if (!list.isArray()) {
            throw new IllegalArgumentException("the field events must be a list, " + Quoted.but(list));
        }
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (JsonNode word : list) {
            types.add(EventType.named(word.asText())
                    .filter(Webhook.TYPES::contains)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the events of a webhook must be among " + Webhook.words() + ", " + Quoted.but(word))));
        }
        return types;
    }
}
