package io.slipway.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.OpenApiDocument;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Sends requests with one value that is wrong, too long or of another type, in each part of each path, in each parameter, and in each field of each body of
 * the OpenAPI document.
 */
class AnyInputTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonNode DOCUMENT = OpenApiDocument.tree();
    private static final Pattern PART = Pattern.compile("<([a-z]+)>");
    private static final Map<String, String> PARTS = Map.of("space", "default", "name", "app", "id", "0123456789ab");

    private static final List<String> TEXTS = List.of(
            "",
            "\0",
            "..",
            "/",
            "-1",
            "\u00fc",
            "\ud800",
            "a\nb",
            "sha256:",
            "https://",
            "[1.0,",
            "x".repeat(2_000),
            "**".repeat(100),
            "9".repeat(30),
            "99999999999d",
            "2026-13-45T99:99:99Z",
            "+999999999-12-31T23:59:59.999999999Z");

    private static final List<JsonNode> VALUES = List.of(
            JSON.nullNode(),
            JSON.booleanNode(true),
            JSON.numberNode(-1),
            JSON.numberNode(1.5),
            JSON.numberNode(Long.MAX_VALUE),
            JSON.numberNode(new BigDecimal("1e400")),
            JSON.arrayNode(),
            JSON.arrayNode().add(JSON.nullNode()),
            JSON.arrayNode().add(JSON.objectNode()),
            JSON.objectNode(),
            JSON.objectNode().set("", JSON.nullNode()));

    private final RegistryLab lab = new RegistryLab();
    private final Router router = new Router(RegistryRoutes.api(lab.ports), lab.credentials());
    private int requests;

    @Test
    void no_request_to_the_api_causes_a_defect() {
        lab.store("app", "1");
        RegistryRoutes.api(lab.ports).forEach(route -> route.methods().forEach(method -> sendAll(method, route)));
        assertThat(requests).isGreaterThan(1_500);
    }

    private void sendAll(String method, Route route) {
        JsonNode schema = DOCUMENT.path("paths")
                .path(route.path().replace('<', '{').replace('>', '}'))
                .path(method.toLowerCase(Locale.ROOT))
                .at("/requestBody/content/application~1json/schema");
        JsonNode body = sample(schema);
        Consumer<String> sendBody = text -> send(method, path(route, PARTS), Query.EMPTY, text);
        Matcher parts = PART.matcher(route.path());
        while (parts.find()) {
            for (String text : TEXTS) {
                send(method, path(route, Map.of(parts.group(1), text)), Query.EMPTY, body.toString());
            }
        }
        for (String parameter : route.operation().parameters()) {
            for (String text : TEXTS) {
                Query query = new Query(Map.of(parameter, List.of(text)));
                send(method, path(route, PARTS), query, body.toString());
            }
        }
        Stream.of("", "[]", "{", "{\"a\":1,\"a\":2}", "[".repeat(5_000)).forEach(sendBody);
        List<JsonNode> values = Stream.concat(VALUES.stream(), TEXTS.stream().map(JSON::textNode))
                .toList();
        for (String place : places(body, "")) {
            values.forEach(value -> sendBody.accept(with(body, place, value).toString()));
        }
    }

    private static String path(Route route, Map<String, String> parts) {
        return PART.matcher(route.path())
                .replaceAll(part -> Matcher.quoteReplacement(
                        parts.getOrDefault(part.group(1), PARTS.getOrDefault(part.group(1), "unknown"))));
    }

    private void send(String method, String path, Query query, String body) {
        requests++;
        Request request = new Request(
                method,
                path,
                query,
                Map.of("authorization", "Bearer " + RegistryLab.ADMIN_TOKEN),
                body.getBytes(StandardCharsets.UTF_8),
                "192.0.2.1");
        assertThatCode(() -> assertThat(router.handle(request).status()).isLessThan(500))
                .as(method + " " + path + " " + query + " " + body)
                .doesNotThrowAnyException();
    }

    /** Returns JSON pointers to all values in this one. */
    private static List<String> places(JsonNode node, String at) {
        List<String> all = new ArrayList<>();
        if (!at.isEmpty()) {
            all.add(at);
        }
        node.properties()
                .forEach(field -> all.addAll(
                        places(field.getValue(), at + "/" + field.getKey().replace("/", "~1"))));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            all.addAll(places(node.path(i), at + "/" + i));
        }
        return all;
    }

    private static JsonNode with(JsonNode body, String place, JsonNode value) {
        JsonNode copy = body.deepCopy();
        int slash = place.lastIndexOf('/');
        String last = place.substring(slash + 1).replace("~1", "/");
        switch (copy.at(place.substring(0, slash))) {
            case ObjectNode object -> object.set(last, value);
            case ArrayNode array -> array.set(Integer.parseInt(last), value);
            default -> throw new IllegalStateException(place + " must be a place in " + body);
        }
        return copy;
    }

    /** Returns a value of this schema: its example, if it has one. */
    private static JsonNode sample(JsonNode schema) {
        if (schema.has("$ref")) {
            return sample(DOCUMENT.at(schema.path("$ref").asText().substring(1)));
        }
        if (schema.has("examples")) {
            return schema.path("examples").path(0);
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        JsonNode type = schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
        return switch (type.asText()) {
            case "object" -> {
                ObjectNode object = JSON.objectNode();
                schema.path("properties")
                        .properties()
                        .forEach(field -> object.set(field.getKey(), sample(field.getValue())));
                yield object;
            }
            case "array" -> JSON.arrayNode().add(sample(schema.path("items")));
            case "integer" -> JSON.numberNode(1);
            case "boolean" -> JSON.booleanNode(false);
            default -> JSON.textNode("text");
        };
    }
}
