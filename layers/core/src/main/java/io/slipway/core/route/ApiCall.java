package io.slipway.core.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slipway.core.access.Action;
import io.slipway.core.access.Token;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A request under {@code /api/} that has found its route.
 *
 * @param request the request
 * @param token whose token it carries
 * @param parts the named parts of the path
 */
public record ApiCall(Request request, Token token, Map<String, String> parts) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A named part of the path. */
    public String part(String part) {
        return parts.getOrDefault(part, "");
    }

    /** The body, a JSON object. */
    public JsonNode body() {
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw invalid("the body is not valid JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw invalid("the body is not valid JSON");
        }
        throw invalid("the body is a JSON object");
    }

    /** The body, a JSON object with no field but these: a field that is misspelt is not to be overlooked. */
    public JsonNode body(String... fields) {
        return only(body(), fields);
    }

    /** An object of the body that has no field but these. */
    public static JsonNode only(JsonNode node, String... fields) {
        Set<String> known = Set.of(fields);
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw invalid(
                        "the body has a field that is not known; known are " + String.join(", ", new TreeSet<>(known)));
            }
        });
        return node;
    }

    /** Whether a field of the body is true, or what is said for one that is missing. */
    public static boolean flag(JsonNode node, String field, boolean otherwise) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull() || value.isBoolean()) {
            return value.asBoolean(otherwise);
        }
        throw invalid("the field " + field + " is true or false");
    }

    /** A string of the body that may be missing. */
    public static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw invalid("the field " + field + " is a string");
        }
        return Optional.of(value.textValue());
    }

    /** A string of the body that must be there. */
    public static String required(JsonNode node, String field) {
        return text(node, field).orElseThrow(() -> invalid("the field " + field + " is missing"));
    }

    /** Makes a value; what it refuses is the request's fault. */
    public static <T> T valid(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw Errors.invalid(ErrorCode.REQUEST_INVALID, e);
        }
    }

    /** What a body gets that does not say what it must. */
    public static RegistryException invalid(String message) {
        return new RegistryException(ErrorCode.REQUEST_INVALID, message);
    }

    /** Goes on only if the caller administers every space. */
    public void requireAdministrator() {
        if (!token.administersAll()) {
            throw new RegistryException(ErrorCode.DENIED, "this needs a token that administers all spaces");
        }
    }

    /** Whether the caller administers this space. */
    public boolean administers(SpaceName space) {
        return token.allowsAll(space, Action.ADMIN);
    }

    /** Whether the caller may do anything at all in this space. */
    public boolean reaches(SpaceName space) {
        return token.grants().stream().anyMatch(grant -> grant.covers(space));
    }

    /** The parameter {@code n} of a list: as many as a page may have where it is missing, or larger. */
    public int pageSize(int most) {
        String text = request.parameter("n").orElse(Integer.toString(most));
        try {
            int size = Integer.parseInt(text);
            if (size >= 0) {
                return Math.min(size, most);
            }
        } catch (NumberFormatException e) {
            // told below, together with the negative ones
        }
        throw invalid("the parameter n is a whole number from 0 on");
    }

    /** The parameter {@code last} of a list. */
    public String last() {
        return Call.lastOf(request);
    }

    /** An answer with this JSON. */
    public static Response answer(int status, JsonNode body) {
        return Response.of(status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store");
    }
}
