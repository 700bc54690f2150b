package io.slipway.features.structured.json;

/** A value whose path is the name of a variable. */
record JsonMatch(String variable, JsonTokens.Kind kind, int start, int end) {
    /** Returns whether it is an object or a list. */
    boolean container() {
        return kind == JsonTokens.Kind.START_OBJECT || kind == JsonTokens.Kind.START_ARRAY;
    }
}
