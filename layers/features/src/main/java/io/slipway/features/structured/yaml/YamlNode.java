package io.slipway.features.structured.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * A value whose path is the name of a variable.
 *
 * @param variable the variable's name
 * @param parent the collection that it is in
 * @param after the end of the text before it: its key, the item before it, or the beginning of the list
 * @param start its start, with its anchor and tag
 * @param body its start after them
 * @param end the end of its last line's content
 * @param column the indentation of a block collection; 0 for others
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
     * @param flow whether it is in brackets, or in a collection that is
     * @param column the indentation of the innermost block collection around the value
     */
    record Parent(boolean list, boolean flow, int column) {}

    /** Returns this node with another end. */
    YamlNode endingAt(int place) {
        return new YamlNode(variable, parent, after, start, body, place, column, style, flow);
    }

    /** Returns whether it is an empty scalar, perhaps with an anchor and a tag. */
    boolean empty() {
        return style != null && body == end;
    }
}
