package io.slipway.builds.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.core.error.Quoted;
import io.slipway.core.error.RegistryException;
import io.slipway.core.route.JsonBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * An object in a document and its place, for error messages. A field that is null is an error, because in most fields a missing
 * one means everything: a rule whose {@code tags} a template left null would cover all tags.
 *
 * @param node the object
 * @param place its place, such as {@code rules[2].keep}; empty for the document itself
 */
record Fields(JsonNode node, String place) {

    /** Returns the document itself, which must have only these fields. */
    static Fields root(JsonNode document, String... known) {
        return new Fields(document, "").only(known);
    }

    private Fields only(String... known) {
        if (!node.isObject()) {
            throw JsonBody.invalid(
                    (place.isEmpty() ? "the document" : place) + " must be an object, " + Quoted.but(node));
        }
        Set<String> names = new TreeSet<>(Set.of(known));
        node.fieldNames().forEachRemaining(field -> {
            if (!names.contains(field)) {
                throw invalid(
                        "the fields must be among " + String.join(", ", names) + ", but one was " + Quoted.of(field));
            }
        });
        return this;
    }

    boolean has(String field) {
        return node.has(field);
    }

    /** Returns an object; one without fields if it is missing. */
    Fields object(String field, String... known) {
        JsonNode value = has(field) ? node.get(field) : JsonNodeFactory.instance.objectNode();
        return new Fields(value, within(field)).only(known);
    }

    /** Returns the objects of a list; empty if it is missing. */
    List<Fields> objects(String field, String... known) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode each : list(field)) {
            objects.add(new Fields(each, within(field) + "[" + objects.size() + "]").only(known));
        }
        return objects;
    }

    /** Returns a list of strings, which must not be empty; {@code Optional.empty()} if it is missing. */
    Optional<List<String>> texts(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : list(field)) {
            if (!each.isTextual()) {
                throw invalid(field + " must be a list of strings, but one "
                        + Quoted.but(each).substring(4));
            }
            texts.add(each.textValue());
        }
        if (texts.isEmpty()) {
            throw invalid(field + " must have at least one pattern, but was empty");
        }
        return Optional.of(texts);
    }

    private JsonNode list(String field) {
        JsonNode value = has(field) ? node.get(field) : JsonNodeFactory.instance.arrayNode();
        if (!value.isArray()) {
            throw invalid(field + " must be a list, " + Quoted.but(value));
        }
        return value;
    }

    Optional<String> text(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        if (!node.get(field).isTextual()) {
            throw invalid(field + " must be a string, " + Quoted.but(node.get(field)));
        }
        return Optional.of(node.get(field).textValue());
    }

    Optional<Integer> number(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        JsonNode value = node.get(field);
        if (!JsonBody.isWhole(value) || !value.canConvertToInt()) {
            throw invalid(field + " must be a whole number, " + Quoted.but(value));
        }
        return Optional.of(value.intValue());
    }

    boolean flag(String field) {
        JsonNode value = node.path(field);
        if (has(field) && !value.isBoolean()) {
            throw invalid(field + " must be true or false, " + Quoted.but(value));
        }
        return value.asBoolean(false);
    }

    /** Creates a value from this object; an error contains the place. */
    <T> T valid(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    RegistryException invalid(String message) {
        return JsonBody.invalid(place.isEmpty() ? message : place + ": " + message);
    }

    private String within(String field) {
        return place.isEmpty() ? field : place + "." + field;
    }
}
