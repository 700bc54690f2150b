package io.slipway.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * A column of a list.
 *
 * @param title its heading
 * @param cell its text for an item
 */
public record Column(String title, Function<JsonNode, String> cell) {

    /** Creates a column with the value at a JSON pointer, or {@code -} if it is missing. */
    public static Column at(String title, String pointer) {
        return at(title, pointer, Values.NOTHING);
    }

    /** Creates a column with the value at a JSON pointer, or another text if it is missing. */
    public static Column at(String title, String pointer, String otherwise) {
        return new Column(title, item -> item.at(pointer).asText(otherwise));
    }
}
