package io.slipway.features.structured.json;

import java.util.BitSet;

/**
 * Reads the tokens of a JSON text with their positions, one after the other, at any depth without recursion. It accepts the input of
 * Octopus's reader (Json.NET), except {@code new Date()}: comments, single quotes, bare names, commas without a value, hexadecimal and
 * octal numbers, line breaks in strings.
 *
 * <p>No library has all of these with the positions in the text: Jackson has neither octal numbers nor {@code undefined}, and its errors
 * quote the input, which may be a secret.
 */
final class JsonTokens {
    /** The kinds of tokens. */
    enum Kind {
        START_OBJECT,
        END_OBJECT,
        START_ARRAY,
        END_ARRAY,
        KEY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        /** {@code undefined}, or nothing between two commas. */
        UNDEFINED,
        /** The end of the text. */
        END
    }

    private enum Expect {
        VALUE,
        KEY,
        COLON,
        COMMA,
        NOTHING
    }

    private final String text;
    /** For each open container whether it is an object. */
    private final BitSet objects = new BitSet();

    private int depth;
    private int at;
    private int start;
    private Expect expect = Expect.VALUE;

    JsonTokens(String text) {
        this.text = text;
    }

    /** Returns the start of the last token. */
    int start() {
        return start;
    }

    /** Returns the end of the last token. */
    int end() {
        return at;
    }

    /** Reads the next token. */
    Kind next() throws JsonSyntaxException {
        skipBlanks();
        while (expect == Expect.COMMA || expect == Expect.COLON) {
            if (at < text.length() && text.charAt(at) == (expect == Expect.COLON ? ':' : ',')) {
                at++;
                expect = expect == Expect.COMMA && inObject() ? Expect.KEY : Expect.VALUE;
                skipBlanks();
            } else if (expect == Expect.COMMA && at < text.length() && closes(text.charAt(at))) {
                return close();
            } else {
                throw error(expect == Expect.COLON ? "a colon is missing after a name" : "a comma is missing");
            }
        }
        start = at;
        if (at == text.length()) {
            if (expect != Expect.NOTHING) {
                throw error("the text ends too early");
            }
            return Kind.END;
        }
        return switch (expect) {
            case NOTHING -> throw error("the document must have one value, but there is text after it");
            case KEY -> text.charAt(at) == '}' ? close() : key();
            default -> value();
        };
    }

    private Kind value() throws JsonSyntaxException {
        char c = text.charAt(at);
        return switch (c) {
            case '{', '[' -> open(c == '{');
            case ']' -> {
                if (depth == 0 || inObject()) {
                    throw error("a closing bracket has no opening bracket");
                }
                yield close();
            }
            case ',' -> {
                if (depth == 0) {
                    throw error("a value is missing");
                }
                yield scalar(Kind.UNDEFINED);
            }
            case '"', '\'' -> {
                skipString(c);
                yield scalar(Kind.STRING);
            }
            default -> c == '-' || c == '.' || isDigit(c) ? number() : word();
        };
    }

    private Kind open(boolean object) {
        objects.set(depth++, object);
        at++;
        expect = object ? Expect.KEY : Expect.VALUE;
        return object ? Kind.START_OBJECT : Kind.START_ARRAY;
    }

    private Kind word() throws JsonSyntaxException {
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return switch (text.substring(start, at)) {
            case "true", "false" -> scalar(Kind.BOOLEAN);
            case "null" -> scalar(Kind.NULL);
            case "undefined" -> scalar(Kind.UNDEFINED);
            case "NaN", "Infinity" -> scalar(Kind.NUMBER);
            default -> {
                at = start;
                throw error("this is not a value");
            }
        };
    }

    private Kind number() throws JsonSyntaxException {
        if (text.startsWith("-Infinity", at)) {
            at += "-Infinity".length();
            return scalar(Kind.NUMBER);
        }
        while (at < text.length() && isNumberPart(text.charAt(at))) {
            at++;
        }
        if (!JsonNumbers.valid(text.substring(start, at))) {
            at = start;
            throw error("this is not a number");
        }
        return scalar(Kind.NUMBER);
    }

    private static boolean isNumberPart(char c) {
        return isDigit(c) || c == '.' || c == '-' || c == '+' || c == 'x' || c == 'X' || Character.digit(c, 16) >= 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Kind scalar(Kind kind) {
        expect = depth == 0 ? Expect.NOTHING : Expect.COMMA;
        return kind;
    }

    private Kind key() throws JsonSyntaxException {
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
            skipString(c);
        } else {
            while (at < text.length() && isBare(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw error("this is not a property name");
            }
        }
        expect = Expect.COLON;
        return Kind.KEY;
    }

    private static boolean isBare(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private boolean inObject() {
        return objects.get(depth - 1);
    }

    private boolean closes(char c) {
        return c == (inObject() ? '}' : ']');
    }

    private Kind close() {
        start = at++;
        boolean object = inObject();
        depth--;
        expect = depth == 0 ? Expect.NOTHING : Expect.COMMA;
        return object ? Kind.END_OBJECT : Kind.END_ARRAY;
    }

    private void skipString(char quote) throws JsonSyntaxException {
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return;
            }
            if (c == '\\') {
                at++;
                if (!JsonStrings.escapes(text, at)) {
                    throw error("this is not an escape sequence");
                }
            }
        }
        at = start;
        throw error("a string is not closed");
    }

    private void skipBlanks() throws JsonSyntaxException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '/') {
                skipComment();
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    private void skipComment() throws JsonSyntaxException {
        if (text.startsWith("//", at)) {
            while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                at++;
            }
            return;
        }
        int close = text.startsWith("/*", at) ? text.indexOf("*/", at + 2) : -1;
        if (close < 0) {
            throw error("a comment is not closed");
        }
        at = close + 2;
    }

    private JsonSyntaxException error(String message) {
        return new JsonSyntaxException(Math.min(at, text.length()), message);
    }
}
