package io.slipway.features.structured.json;

import io.slipway.features.structured.json.JsonTokens.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a new object or list is laid out where an old one was: over several lines if that was, indented as the document is; on one line otherwise.
 *
 * @param lineBreak what ends a line; empty for one line
 * @param base the indentation of the line on which the container begins
 * @param unit what an inner level adds
 * @param space what stands behind colons and, on one line, behind commas
 */
record JsonLayout(String lineBreak, String base, String unit, String space) {
    private static final Pattern FIRST_INDENT =
            Pattern.compile("(\\r?\\n|\\r)(?:[ \\t]*(?:\\r?\\n|\\r))*([ \\t]+)(?=[^\\s/])");
    private static final String DEFAULT_UNIT = "  ";

    /**
     * How a document is laid out as a whole.
     *
     * @param lineBreak what ends its first line
     * @param unit how far its first inner level is indented; empty if it has none
     * @param space what stands behind its colons
     */
    record Document(String lineBreak, String unit, String space) {
        static Document of(String text) {
            Matcher indent = FIRST_INDENT.matcher(text);
            boolean indented = indent.find();
            return new Document(
                    indented ? indent.group(1) : "\n",
                    indented ? indent.group(2) : "",
                    indented || text.contains("\": ") ? " " : "");
        }
    }

    /** The layout for what replaces the container between two offsets. */
    static JsonLayout at(String text, int start, int end, Document document) {
        boolean indented = !document.unit().isEmpty();
        boolean empty = text.substring(start + 1, end - 1).isBlank();
        boolean lines = empty ? indented : text.indexOf('\n', start, end) >= 0;
        if (!lines) {
            return new JsonLayout("", "", "", document.space());
        }
        return new JsonLayout(
                document.lineBreak(),
                indentation(text, start),
                indented ? document.unit() : DEFAULT_UNIT,
                document.space());
    }

    private static String indentation(String text, int at) {
        int line = text.lastIndexOf('\n', at) + 1;
        int end = line;
        while (end < at && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(line, end);
    }

    /** A JSON text in this layout, in the form that every reader of JSON takes; comments in it are dropped. */
    String write(String json) throws JsonSyntaxException {
        StringBuilder out = new StringBuilder(json.length() + 64);
        JsonTokens tokens = new JsonTokens(json);
        int depth = 0;
        Kind before = Kind.END;
        for (Kind kind = tokens.next(); kind != Kind.END; kind = tokens.next()) {
            boolean closes = kind == Kind.END_OBJECT || kind == Kind.END_ARRAY;
            boolean opened = before == Kind.START_OBJECT || before == Kind.START_ARRAY;
            if (closes) {
                depth--;
            }
            if (before == Kind.KEY) {
                out.append(':').append(space);
            } else if (before != Kind.END && !(closes && opened)) {
                separate(out, !closes && !opened, closes || opened, depth);
            }
            out.append(token(json, kind, tokens));
            if (kind == Kind.START_OBJECT || kind == Kind.START_ARRAY) {
                depth++;
            }
            before = kind;
        }
        return out.toString();
    }

    private void separate(StringBuilder out, boolean comma, boolean edge, int depth) {
        if (comma) {
            out.append(',');
        }
        if (!lineBreak.isEmpty()) {
            out.append(lineBreak).append(base).repeat(unit, depth);
        } else if (!edge) {
            out.append(space);
        }
    }

    private static String token(String json, Kind kind, JsonTokens tokens) {
        String text = json.substring(tokens.start(), tokens.end());
        return switch (kind) {
            case KEY, STRING -> JsonStrings.encode(JsonStrings.decode(json, tokens.start(), tokens.end()), '"');
            case NUMBER -> JsonNumbers.strict(text);
            case UNDEFINED -> "null";
            default -> text;
        };
    }
}
