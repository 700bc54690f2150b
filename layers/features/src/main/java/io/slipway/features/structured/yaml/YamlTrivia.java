package io.slipway.features.structured.yaml;

import java.util.stream.Stream;

/** Reads the text between the nodes of YAML: blanks, line breaks, comments, anchors and tags. */
final class YamlTrivia {
    private static final int DEFAULT_STEP = 2;
    private static final int MAX_STEP = 8;

    private YamlTrivia() {}

    /** Returns the first position from here on that is neither blank nor in a comment. */
    static int skip(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                at = lineEnd(text, at);
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** Returns the end of the anchor and the tag at this position, or {@code from} if there are none. */
    static int propertiesEnd(String text, int from, int limit) {
        int end = from;
        int at = from;
        while (at < limit && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
            at = propertyEnd(text, at, limit);
            end = at;
            at = skip(text, at);
        }
        return end;
    }

    /** Returns the anchor among a node's properties, with its {@code &}; empty without an anchor. */
    static String anchor(String properties) {
        return Stream.of(properties.split("\\s+"))
                .filter(part -> part.startsWith("&"))
                .findFirst()
                .orElse("");
    }

    private static int propertyEnd(String text, int from, int limit) {
        int verbatim = text.startsWith("!<", from) ? text.indexOf('>', from, limit) : -1;
        int at = verbatim < 0 ? from : verbatim;
        while (at < limit && text.charAt(at) > ' ' && ",[]{}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return Math.min(at, limit);
    }

    /** Returns the end of the line's content: its line break or the end of the text. */
    static int lineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** Returns the start of the line of this position. */
    static int lineStart(String text, int from) {
        int at = from;
        while (at > 0 && text.charAt(at - 1) != '\n' && text.charAt(at - 1) != '\r') {
            at--;
        }
        return at;
    }

    /** Returns the end of the last line that is not blank. */
    static int contentEnd(String text, int from, int end) {
        int at = end;
        while (at > from && text.charAt(at - 1) <= ' ') {
            at--;
        }
        return Math.min(lineEnd(text, at), end);
    }

    /** Returns the start of the next line, or the end of the text. */
    static int nextLine(String text, int from) {
        int at = lineEnd(text, from);
        if (text.startsWith("\r\n", at)) {
            return at + 2;
        }
        return Math.min(at + 1, text.length());
    }

    /** Returns the end of the line's content, before the line break that ends at the start of the next line. */
    static int beforeLineBreak(String text, int lineStart) {
        if (lineStart > 0 && text.charAt(lineStart - 1) == '\n') {
            return lineStart > 1 && text.charAt(lineStart - 2) == '\r' ? lineStart - 2 : lineStart - 1;
        }
        return Math.max(0, lineStart - 1);
    }

    /** Returns the line break that most lines of a text end with. */
    static String lineBreak(String text) {
        int dos = 0;
        int unix = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (at > 0 && text.charAt(at - 1) == '\r') {
                dos++;
            } else {
                unix++;
            }
        }
        return dos > unix ? "\r\n" : "\n";
    }

    /** Returns the indentation of this text: that of its first indented line, if it is plausible. */
    static int step(String text) {
        for (int line = 0; line < text.length(); line = nextLine(text, line)) {
            int at = line;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            boolean content = at < text.length() && "\t\r\n#".indexOf(text.charAt(at)) < 0;
            if (content && at > line) {
                return at - line <= MAX_STEP ? at - line : DEFAULT_STEP;
            }
        }
        return DEFAULT_STEP;
    }
}
