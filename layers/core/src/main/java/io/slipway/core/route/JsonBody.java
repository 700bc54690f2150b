package io.slipway.core.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.Quoted;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Body;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Response;
import io.slipway.core.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The JSON in requests and responses of the API; requests are read strictly. */
public final class JsonBody {
    /** Created for the first body: responses need no mapper. */
    private static final class Strict {
        static final ObjectMapper JSON = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // A number can be the value of a variable, which is text: 1.10 must not become 1.1.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    private JsonBody() {}

    /** Returns the body, a JSON object. */
    static JsonNode read(Body content) {
        try {
            JsonNode body = Strict.JSON.readTree(content.bytes());
            if (body != null && body.isObject()) {
                return body;
            }
            throw invalid("the body must be a JSON object, "
                    + (body == null || body.isMissingNode() ? "but was empty" : Quoted.but(body)));
        } catch (JsonProcessingException e) {
            throw invalid("the body must be JSON, but is not: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw invalid("the body must be JSON, but is not");
        }
    }

    /** Requires an object of the body that has no field but these. */
    public static JsonNode only(JsonNode node, String... fields) {
        Set<String> known = Set.of(fields);
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw invalid("the fields must be among " + String.join(", ", new TreeSet<>(known)) + ", but one was "
                        + Quoted.of(field));
            }
        });
        return node;
    }

    /** Returns whether a field of the body is true, or the default for a missing one. */
    public static boolean flag(JsonNode node, String field, boolean otherwise) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull() || value.isBoolean()) {
            return value.asBoolean(otherwise);
        }
        throw invalid("the field " + field + " must be true or false, " + Quoted.but(value));
    }

    /** Returns whether a value is a whole number of 64 bits; 1.0 and 1e3 are whole numbers too, as in JSON Schema. */
    public static boolean isWhole(JsonNode value) {
        return value.canConvertToExactIntegral() && value.canConvertToLong();
    }

    /** Returns an optional string of the body. */
    public static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw invalid("the field " + field + " must be a string, " + Quoted.but(value));
        }
        return Optional.of(value.textValue());
    }

    /** Returns a required string of the body. */
    public static String required(JsonNode node, String field) {
        return text(node, field).orElseThrow(() -> invalid("the field " + field + " must be given, but is missing"));
    }

    /** Creates a value; an {@link IllegalArgumentException} becomes an error of the request. */
    public static <T> T valid(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw Errors.invalid(ErrorCode.REQUEST_INVALID, e);
        }
    }

    /** Returns the error for an invalid body. */
    public static RegistryException invalid(String message) {
        return new RegistryException(ErrorCode.REQUEST_INVALID, message);
    }

    /** Returns a response with this JSON. */
    public static Response answer(int status, JsonNode body) {
        return Response.of(status, "application/json", JsonTree.write(body).getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store");
    }
}
