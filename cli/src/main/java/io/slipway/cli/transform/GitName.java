package io.slipway.cli.transform;

import java.nio.charset.StandardCharsets;

/** A file's name as git writes it in diffs: in quotes, with octal escapes, where it has other characters than printable ASCII, a quote or a backslash. */
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

    /** The name in a line that begins with three signs: a tab ends one that holds blanks. */
    static String inHeader(String name) {
        return of(name) + (name.indexOf(' ') >= 0 ? "\t" : "");
    }
}
