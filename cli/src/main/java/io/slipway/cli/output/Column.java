package io.slipway.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * A column of a list.
 *
 * @param title what stands above it
 * @param cell what stands in it for one item
 */
public record Column(String title, Function<JsonNode, String> cell) {

    /** A column with the value at a JSON pointer; {@code -} where there is none. */
    public static Column at(String title, String pointer) {
        return at(title, pointer, Values.NOTHING);
    }

    /** A column with the value at a JSON pointer, or this where there is none. */
    public static Column at(String title, String pointer, String otherwise) {
        return new Column(title, item -> item.at(pointer).asText(otherwise));
    }
}
