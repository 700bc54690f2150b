package io.slipway.features.structured.json;

/** Reads and writes quoted JSON strings. */
final class JsonStrings {
    private static final String ESCAPED = "btnfr\\\"'/";
    private static final String UNESCAPED = "\b\t\n\f\r\\\"'/";

    private JsonStrings() {}

    /** Returns whether the text after a backslash is an escape. */
    static boolean escapes(String text, int at) {
        if (at < text.length() && text.charAt(at) == 'u') {
            if (at + 5 > text.length()) {
                return false;
            }
            for (int i = at + 1; i < at + 5; i++) {
                if (Character.digit(text.charAt(i), 16) < 0) {
                    return false;
                }
            }
            return true;
        }
        return at < text.length() && ESCAPED.indexOf(text.charAt(at)) >= 0;
    }

    /** Decodes a name or a string, which may have quotes. */
    static String decode(String text, int start, int end) {
        char first = text.charAt(start);
        if (first != '"' && first != '\'') {
            return text.substring(start, end);
        }
        if (text.indexOf('\\', start, end) < 0) {
            return text.substring(start + 1, end - 1);
        }
        StringBuilder said = new StringBuilder(end - start);
        for (int i = start + 1; i < end - 1; i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                said.append(c);
            } else if (text.charAt(++i) == 'u') {
                said.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                said.append(UNESCAPED.charAt(ESCAPED.indexOf(text.charAt(i))));
            }
        }
        return said.toString();
    }

    /** Encodes a text as a string with these quotes, escaping as little as Json.NET does. */
    static String encode(String said, char quote) {
        StringBuilder text = new StringBuilder(said.length() + 2).append(quote);
        for (int i = 0; i < said.length(); i++) {
            char c = said.charAt(i);
            switch (c) {
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c == quote) {
                        text.append('\\').append(c);
                    } else if (c < ' ' || c == '\u0085' || c == '\u2028' || c == '\u2029' || lone(said, i)) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.append(quote).toString();
    }

    /** Returns whether a character is an unpaired surrogate, which no encoding can write. */
    private static boolean lone(String said, int i) {
        char c = said.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == said.length() || !Character.isLowSurrogate(said.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(said.charAt(i - 1)));
    }
}
