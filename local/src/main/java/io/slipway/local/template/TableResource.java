package io.slipway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A DynamoDB table.
 *
 * @param name its name
 * @param keys the types of its key attributes, {@code HASH} before {@code RANGE}
 */
public record TableResource(String name, Map<String, String> keys) {

    static TableResource read(String id, JsonNode properties) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (JsonNode key : properties.path("KeySchema")) {
            keys.put(key.path("AttributeName").asText(), key.path("KeyType").asText());
        }
        return new TableResource(Resolver.physical(id), keys);
    }
}
