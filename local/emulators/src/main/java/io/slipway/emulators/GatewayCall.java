package io.slipway.emulators;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A request as an HTTP API passes it to a function, payload format 2.0.
 *
 * @param method the method
 * @param target the path and, after a question mark, the query
 * @param headers the headers by lower-case name
 * @param body the body as text; empty for none
 */
public record GatewayCall(String method, String target, Map<String, String> headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The host of the gateway. */
    public static final String DOMAIN = "registry.test";

    public GatewayCall {
        headers = Map.copyOf(headers);
    }

    /** Creates a request without a body. */
    public GatewayCall(String method, String target, Map<String, String> headers) {
        this(method, target, headers, "");
    }

    /** Returns the event that the function receives. */
    public ObjectNode event() {
        String[] parts = target.split("\\?", 2);
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put("rawPath", parts[0])
                .put("rawQueryString", parts.length == 1 ? "" : parts[1]);
        headers.forEach(event.putObject("headers")::put);
        event.putObject("requestContext")
                .put("domainName", DOMAIN)
                .putObject("http")
                .put("method", method)
                .put("path", parts[0])
                .put("sourceIp", "192.0.2.1");
        if (!body.isEmpty()) {
            event.put("body", body.getBytes(StandardCharsets.UTF_8));
        }
        return event.put("isBase64Encoded", !body.isEmpty());
    }

    /** Invokes a function. */
    public Answer send(RequestStreamHandler function) {
        return send(function, event());
    }

    /** Invokes a function with any event. */
    public static Answer send(RequestStreamHandler function, JsonNode event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            byte[] json = JSON.writeValueAsBytes(event);
            function.handleRequest(new ByteArrayInputStream(json), out, SilentContext.INSTANCE);
            return Answer.read(JSON.readTree(out.toByteArray()), out.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The response of the function.
     *
     * @param status the status
     * @param headers the headers
     * @param body the body as text
     * @param size the size of the whole response in bytes, which Lambda limits
     */
    public record Answer(int status, Map<String, String> headers, String body, int size) {
        private static Answer read(JsonNode json, int size) {
            Map<String, String> headers = new HashMap<>();
            json.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            String body = json.path("body").asText();
            return new Answer(
                    json.path("statusCode").asInt(),
                    headers,
                    json.path("isBase64Encoded").asBoolean()
                            ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                            : body,
                    size);
        }
    }
}
