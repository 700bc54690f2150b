package io.slipway.features.structured.json;

import io.slipway.features.structured.json.JsonTokens.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layout of a new object or list in place of an old one: over several lines if the old one was, indented as the document; on one line
 * otherwise.
 *
 * @param lineBreak the line break; empty for one line
 * @param base the indentation of the line on which the container begins
 * @param unit the indentation of each inner level
 * @param space the space after colons and, on one line, after commas
 */
record JsonLayout(String lineBreak, String base, String unit, String space) {
    private static final Pattern FIRST_INDENT =
            Pattern.compile("(\\r?\\n|\\r)(?:[ \\t]*(?:\\r?\\n|\\r))*([ \\t]+)(?=[^\\s/])");
    private static final String DEFAULT_UNIT = "  ";

    /**
     * The layout of a whole document.
     *
     * @param lineBreak the line break of its first line
     * @param unit the indentation of its first inner level; empty if it has none
     * @param space the space after its colons
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

    /** Returns the layout of the replacement of the container between two offsets. */
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

    /** Writes a JSON text in this layout, in a form that every JSON reader accepts; comments in it are dropped. */
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
