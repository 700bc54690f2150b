package io.slipway.features.octostache;

/**
 * Recognizes white space as .NET's {@code char.IsWhiteSpace} does: it includes no-break spaces, but not the separators of records that Java
 * includes.
 */
final class DotNetSpaces {
    private DotNetSpaces() {}

    static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
    }

    /** Removes the white space at both ends. */
    static String trim(String text) {
        return trimStart(trimEnd(text));
    }

    static String trimStart(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
