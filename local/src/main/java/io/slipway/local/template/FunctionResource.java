package io.slipway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Lambda function.
 *
 * @param id its logical id
 * @param handler the class of its handler
 * @param environment its variables
 * @param routes the routes of the HTTP API that lead to it, as {@code METHOD /path}, {@code ANY /path} or {@code $default}
 * @param patterns the patterns of the events that lead to it
 */
public record FunctionResource(
        String id, String handler, Map<String, String> environment, List<String> routes, List<JsonNode> patterns) {

    static FunctionResource read(String id, JsonNode properties, JsonNode globals) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (JsonNode source : List.of(globals, properties)) {
            source.path("Environment")
                    .path("Variables")
                    .properties()
                    .forEach(variable -> environment.put(
                            variable.getKey(), variable.getValue().asText()));
        }
        List<String> routes = new ArrayList<>();
        List<JsonNode> patterns = new ArrayList<>();
        for (JsonNode event : properties.path("Events")) {
            JsonNode source = event.path("Properties");
            switch (event.path("Type").asText()) {
                case "HttpApi" ->
                    routes.add(
                            source.has("Path")
                                    ? source.path("Method").asText() + " "
                                            + source.path("Path").asText()
                                    : "$default");
                case "EventBridgeRule" -> patterns.add(source.path("Pattern"));
                default ->
                    throw new IllegalStateException(
                            id + " has an event of a type that the one-machine cloud does not know");
            }
        }
        return new FunctionResource(id, properties.path("Handler").asText(), environment, routes, patterns);
    }
}
