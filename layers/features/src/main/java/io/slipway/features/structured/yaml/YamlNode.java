package io.slipway.features.structured.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * A value whose path is the name of a variable.
 *
 * @param variable the variable's name
 * @param parent the collection that it is in
 * @param after where what stands before it ends: its key, the item before it, or the beginning of the list
 * @param start where it begins, with its anchor and tag
 * @param body where it begins behind them
 * @param end where its last line's content ends
 * @param column how far a block collection is indented; 0 for others
 * @param style the style of a scalar; null for a collection
 * @param flow whether it is a collection in brackets
 */
record YamlNode(
        String variable,
        Parent parent,
        int after,
        int start,
        int body,
        int end,
        int column,
        @Nullable ScalarStyle style,
        boolean flow) {

    /**
     * The collection that a value is in.
     *
     * @param list whether it is a sequence
     * @param flow whether it is in brackets, or in something that is
     * @param column how far the innermost block collection around the value is indented
     */
    record Parent(boolean list, boolean flow, int column) {}

    /** The same, ending here. */
    YamlNode endingAt(int place) {
        return new YamlNode(variable, parent, after, start, body, place, column, style, flow);
    }

    /** Whether it is a scalar of no characters, perhaps with an anchor and a tag. */
    boolean empty() {
        return style != null && body == end;
    }
}
