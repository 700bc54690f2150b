package io.slipway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A DynamoDB table.
 *
 * @param name its name
 * @param stream the view type of its stream; empty for a table without one
 * @param keys the types of its key attributes, {@code HASH} before {@code RANGE}
 */
public record TableResource(String name, String stream, Map<String, String> keys) {

    static TableResource read(String id, JsonNode properties) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (JsonNode key : properties.path("KeySchema")) {
            keys.put(key.path("AttributeName").asText(), key.path("KeyType").asText());
        }
        return new TableResource(
                Resolver.physical(id),
                properties.path("StreamSpecification").path("StreamViewType").asText(),
                keys);
    }
}
