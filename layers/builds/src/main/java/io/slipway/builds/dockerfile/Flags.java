package io.slipway.builds.dockerfile;

import io.slipway.builds.dockerfile.RawInstruction.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits the flags from the arguments that follow them; quotes and escapes work as in a shell. */
final class Flags {
    private final String text;
    private final char escape;
    private final List<Flag> flags = new ArrayList<>();
    private int position;

    private Flags(String text, char escape) {
        this.text = text;
        this.escape = escape;
    }

    /** Parses a line into an instruction without here-documents. */
    static RawInstruction split(int line, String name, String arguments, char escape) {
        Flags split = new Flags(arguments, escape);
        String rest = split.read();
        return new RawInstruction(line, name, split.flags, rest, List.of(), Optional.empty());
    }

    private String read() {
        while (true) {
            int start = position;
            skipSpace();
            if (!text.startsWith("--", position)) {
                return text.substring(start).strip();
            }
            String word = word();
            if (word.equals("--")) {
                return text.substring(position).strip();
            }
            int equals = word.indexOf('=');
            flags.add(
                    equals < 0
                            ? new Flag(word.substring(2), "true")
                            : new Flag(word.substring(2, equals), word.substring(equals + 1)));
        }
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (quote == 0 && Character.isWhitespace(c)) {
                break;
            }
            position++;
            if (c == escape && quote != '\'' && position < text.length()) {
                word.append(text.charAt(position));
                position++;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }
}
