package io.slipway.cli.transform;

import java.nio.charset.StandardCharsets;

/**
 * Writes a file's name as git does in diffs: in quotes and with octal escapes if it contains a quote, a backslash or
 * anything but printable ASCII.
 */
final class GitName {
    private static final String ESCAPED = "\u0007\b\t\n\u000B\f\r\"\\";
    private static final String ESCAPES = "abtnvfr\"\\";

    private GitName() {}

    static String of(String name) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            int escape = ESCAPED.indexOf(c);
            if (escape >= 0) {
                quoted.append('\\').append(ESCAPES.charAt(escape));
            } else if (c < ' ' || c >= 0x7F) {
                quoted.append(String.format("\\%03o", c));
            } else {
                quoted.append((char) c);
            }
        }
        quoted.append('"');
        return quoted.length() == name.length() + 2 ? name : quoted.toString();
    }

    /** Returns the name for a line that begins with three signs: a tab ends a name with blanks. */
    static String inHeader(String name) {
        return of(name) + (name.indexOf(' ') >= 0 ? "\t" : "");
    }
}
