package io.slipway.local.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates the events of CloudFront functions, and reads their results. */
final class EdgeEvents {
    private EdgeEvents() {}

    static ObjectNode request(Exchange exchange) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", exchange.method()).put("uri", exchange.path());
        ObjectNode query = request.putObject("querystring");
        for (String pair :
                exchange.query().isEmpty() ? new String[0] : exchange.query().split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (query.has(name)) {
                ObjectNode known = (ObjectNode) query.path(name);
                ArrayNode all =
                        known.has("multiValue") ? (ArrayNode) known.path("multiValue") : known.putArray("multiValue");
                if (all.isEmpty()) {
                    all.addObject().set("value", known.get("value"));
                }
                all.addObject().put("value", value);
            } else {
                query.putObject(name).put("value", value);
            }
        }
        ObjectNode headers = request.putObject("headers");
        exchange.headers().forEach((name, value) -> {
            if (!name.equals("cookie")) {
                headers.putObject(name).put("value", value);
            }
        });
        request.putObject("cookies");
        return request;
    }

    static ObjectNode event(String type, JsonNode request, String address) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("version", "1.0");
        event.putObject("context").put("eventType", type);
        event.putObject("viewer").put("ip", address);
        event.set("request", request);
        return event;
    }

    static ObjectNode response(Answer answer) {
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("statusCode", answer.status());
        ObjectNode headers = response.putObject("headers");
        answer.headers()
                .forEach((name, value) -> headers.putObject(name.toLowerCase(java.util.Locale.ROOT))
                        .put("value", value));
        return response;
    }

    /** Reads the request that the function returns. */
    static Exchange changed(Exchange exchange, JsonNode request) {
        List<String> query = new ArrayList<>();
        request.path("querystring").properties().forEach(parameter -> {
            JsonNode all = parameter.getValue().path("multiValue");
            if (all.isArray()) {
                all.forEach(value ->
                        query.add(parameter.getKey() + "=" + value.path("value").asText()));
            } else {
                query.add(parameter.getKey() + "="
                        + parameter.getValue().path("value").asText());
            }
        });
        return new Exchange(
                exchange.method(),
                request.path("uri").asText(),
                String.join("&", query),
                headers(request),
                exchange.body(),
                exchange.length(),
                exchange.address());
    }

    /** Returns the function's own response, or the response that it changed. */
    static Answer answer(JsonNode response, InputStream body) {
        InputStream own = response.path("body").isObject()
                ? new ByteArrayInputStream(
                        response.path("body").path("data").asText().getBytes(StandardCharsets.UTF_8))
                : body;
        return new Answer(response.path("statusCode").asInt(), headers(response), own);
    }

    private static Map<String, String> headers(JsonNode message) {
        Map<String, String> headers = new LinkedHashMap<>();
        message.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey(), header.getValue().path("value").asText()));
        return headers;
    }
}
