package io.slipway.features.structured.properties;

import io.slipway.features.structured.NotThisFormatException;
import io.slipway.features.structured.SourceText;

/**
 * Walks the entries of a properties file ({@code java.util.Properties#load}). An entry may continue on several lines, each but the last with a
 * backslash at its end; comments and blank lines are skipped.
 */
final class PropertiesScanner {
    private static final int HEX_DIGITS = 4;

    private final SourceText source;
    private final String text;
    private int at;
    private String key = "";
    private int keyEnd;
    private int valueStart;

    PropertiesScanner(SourceText source) {
        this.source = source;
        this.text = source.content();
    }

    /** Moves to the next entry, if there is one. */
    boolean next() throws NotThisFormatException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' || c == '!') {
                skipLine();
            } else if (isBlank(c) || isLineBreak(c)) {
                at++;
            } else {
                entry();
                return true;
            }
        }
        return false;
    }

    /** Returns the decoded key. */
    String key() {
        return key;
    }

    /** Returns whether there is a separator after the key, even without a value. */
    boolean separated() {
        return valueStart > keyEnd;
    }

    /** Returns the start of the value, after the separator. */
    int valueStart() {
        return valueStart;
    }

    /** Returns the end of the value, with its last line. */
    int valueEnd() {
        return at;
    }

    private void entry() throws NotThisFormatException {
        StringBuilder said = new StringBuilder();
        while (at < text.length() && !endsKey(text.charAt(at))) {
            char c = text.charAt(at++);
            if (c == '\\') {
                escape(said);
            } else {
                said.append(c);
            }
        }
        key = said.toString();
        keyEnd = at;
        skipBlanks();
        if (at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':')) {
            at++;
            skipBlanks();
        }
        valueStart = at;
        while (at < text.length() && !isLineBreak(text.charAt(at))) {
            if (text.charAt(at++) == '\\') {
                escape(new StringBuilder());
            }
        }
    }

    /** Reads an escape after a backslash. */
    private void escape(StringBuilder said) throws NotThisFormatException {
        if (at == text.length()) {
            return;
        }
        char c = text.charAt(at++);
        switch (c) {
            case 'u' -> said.append(unicode());
            case 't' -> said.append('\t');
            case 'n' -> said.append('\n');
            case 'r' -> said.append('\r');
            case 'f' -> said.append('\f');
            case '\r', '\n' -> {
                if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                    at++;
                }
                skipBlanks();
            }
            default -> said.append(c);
        }
    }

    private char unicode() throws NotThisFormatException {
        int end = at + HEX_DIGITS;
        int code = 0;
        for (int i = at; i < end; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw source.refusal(at - 2, "four hexadecimal digits must follow \\u");
            }
            code = code << 4 | digit;
        }
        at = end;
        return (char) code;
    }

    private void skipLine() {
        while (at < text.length() && !isLineBreak(text.charAt(at))) {
            at++;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean endsKey(char c) {
        return c == '=' || c == ':' || isBlank(c) || isLineBreak(c);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
