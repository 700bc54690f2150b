package io.slipway.features.octostache;

import java.util.Locale;
import java.util.Set;

/** Reads the tokens of the grammar: names, quoted texts, white space. */
class Lexer {
    private static final String SIGNS = "_-:/~()@";
    private static final Set<String> KEYWORDS = Set.of("in", "==", "!=");

    protected final String text;

    Lexer(String text) {
        this.text = text;
    }

    boolean at(int position, String expected) {
        return text.startsWith(expected, position);
    }

    boolean atIgnoringCase(int position, String expected) {
        return text.regionMatches(true, position, expected, 0, expected.length());
    }

    int skipSpace(int position) {
        int end = position;
        while (end < text.length() && DotNetSpaces.isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Returns the position at which the text differs from the expected one. */
    int mismatch(int position, String expected) {
        int i = 0;
        while (i < expected.length()
                && position + i < text.length()
                && text.charAt(position + i) == expected.charAt(i)) {
            i++;
        }
        return position + i;
    }

    /** Reads a name that may have white space inside. White space around it is removed. */
    Parsed<String> name(int position) {
        int end = position;
        while (end < text.length() && (isNameCharacter(text.charAt(end)) || isInnerSpace(end))) {
            end++;
        }
        return end == position
                ? Parsed.failure(position)
                : Parsed.of(DotNetSpaces.trim(text.substring(position, end)), end);
    }

    /** Reads a name without white space. */
    Parsed<String> word(int position) {
        int end = position;
        while (end < text.length() && isNameCharacter(text.charAt(end))) {
            end++;
        }
        return end == position ? Parsed.failure(position) : Parsed.of(text.substring(position, end), end);
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetter(c) || Character.isDigit(c) || SIGNS.indexOf(c) >= 0;
    }

    /** Returns whether white space belongs to a name: if neither the end of the expression nor a keyword follows. */
    private boolean isInnerSpace(int at) {
        if (!DotNetSpaces.isSpace(text.charAt(at))) {
            return false;
        }
        int next = at + 1;
        if (next < text.length() - 1 && (text.charAt(next) == '|' || text.charAt(next) == '}')) {
            return false;
        }
        if (next == text.length() - 1 && text.charAt(next) == '}') {
            return false;
        }
        for (String keyword : KEYWORDS) {
            int behind = next + keyword.length();
            if (at(next, keyword) && behind < text.length() && DotNetSpaces.isSpace(text.charAt(behind))) {
                return false;
            }
        }
        return true;
    }

    /** Reads a text in quotes, plain or with a backslash before each. White space around it is skipped. */
    Parsed<String> quoted(int position) {
        int start = skipSpace(position);
        if (at(start, "\"")) {
            int end = start + 1;
            while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '#') {
                end++;
            }
            return end < text.length() && text.charAt(end) == '"'
                    ? Parsed.of(text.substring(start + 1, end), skipSpace(end + 1))
                    : Parsed.failure(end);
        }
        if (at(start, "\\\"")) {
            int end = text.indexOf("\\\"", start + 2);
            return end < 0
                    ? Parsed.failure(text.length())
                    : Parsed.of(text.substring(start + 2, end), skipSpace(end + 2));
        }
        return Parsed.failure(start);
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
