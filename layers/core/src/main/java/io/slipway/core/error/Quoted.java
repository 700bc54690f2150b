package io.slipway.core.error;

import com.fasterxml.jackson.databind.JsonNode;

/** Repeats in an error what a client sent: within bounds, and without characters that would disturb a terminal or a log. */
public final class Quoted {
    /** The length of the longest text that is repeated unabridged, in characters. */
    private static final int MAX = 200;

    private Quoted() {}

    /** Returns the text in quotes. */
    public static String of(String text) {
        return "'" + shown(text) + "'";
    }

    /** Returns the end of "the field x must be y, ": the value, or that it is missing. */
    public static String but(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING -> "but is missing";
            case OBJECT -> "but was an object";
            case ARRAY -> "but was a list";
            case STRING -> "but was " + of(value.textValue());
            default -> "but was " + shown(value.toString());
        };
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MAX).forEach(c -> {
            int type = Character.getType(c);
            boolean harmless = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            shown.append(harmless ? Character.toString(c) : String.format("\\u%04x", c));
        });
        return shown.append(text.codePointCount(0, text.length()) > MAX ? "…" : "")
                .toString();
    }
}
