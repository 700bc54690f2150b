package io.slipway.builds.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Expands the variables in a word and removes its quotes, as BuildKit's {@code shell.Lex} does. */
public final class Expansion {
    private final String text;
    private final char escape;
    private final Map<String, String> values;
    private final int line;
    private final boolean split;
    private final boolean keepQuotes;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int position;

    private Expansion(
            String text, char escape, Map<String, String> values, int line, boolean split, boolean keepQuotes) {
        this.text = text;
        this.escape = escape;
        this.values = values;
        this.line = line;
        this.split = split;
        this.keepQuotes = keepQuotes;
    }

    /** Expands a word. */
    public static String word(String text, char escape, Map<String, String> values, int line)
            throws DockerfileException {
        return new Expansion(text, escape, values, line, false, false).run((char) 0);
    }

    /** Expands a word and splits it at blanks, in values too. */
    public static List<String> words(String text, char escape, Map<String, String> values, int line)
            throws DockerfileException {
        Expansion expansion = new Expansion(text, escape, values, line, true, false);
        expansion.run((char) 0);
        expansion.endWord();
        return expansion.words;
    }

    /** Expands a here-document, in which quotes are ordinary characters. */
    public static String document(String text, char escape, Map<String, String> values, int line)
            throws DockerfileException {
        return new Expansion(text, escape, values, line, false, true).run((char) 0);
    }

    /** Reads to the end of the text, or to this character. */
    private String run(char end) throws DockerfileException {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (end != 0 && c == end) {
                position++;
                return word.toString();
            }
            if (c == '\'' && !keepQuotes) {
                single();
            } else if (c == '"' && !keepQuotes) {
                doubled();
            } else if (c == '$') {
                add(dollar());
            } else if (c == escape) {
                escaped();
            } else {
                position++;
                if (split && Character.isWhitespace(c)) {
                    endWord();
                } else {
                    put(c);
                }
            }
        }
        if (end != 0) {
            throw new DockerfileException(line, text + " must have a closing " + end + ", but has none");
        }
        return word.toString();
    }

    private void escaped() {
        position++;
        if (position < text.length()) {
            char c = text.charAt(position);
            if (keepQuotes && c != '$' && c != escape) {
                put(escape);
            }
            position++;
            put(c);
        } else if (keepQuotes) {
            put(escape);
        }
    }

    private void single() throws DockerfileException {
        int end = text.indexOf('\'', position + 1);
        if (end < 0) {
            throw new DockerfileException(line, "the quote ' in " + text + " must be closed, but is not");
        }
        word.append(text, position + 1, end);
        inWord = true;
        position = end + 1;
    }

    private void doubled() throws DockerfileException {
        position++;
        inWord = true;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                return;
            }
            if (c == '$') {
                word.append(dollar());
                continue;
            }
            position++;
            if (c == escape && position < text.length()) {
                char next = text.charAt(position);
                if (next != '"' && next != '$' && next != escape) {
                    word.append(c);
                }
                position++;
                word.append(next);
            } else {
                word.append(c);
            }
        }
        throw new DockerfileException(line, "the quote \" in " + text + " must be closed, but is not");
    }

    /** Appends a value; outside of quotes, it is split at its blanks. */
    private void add(String value) {
        if (!split) {
            word.append(value);
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isWhitespace(c)) {
                endWord();
            } else {
                put(c);
            }
        }
    }

    private void put(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() {
        if (inWord || !word.isEmpty()) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }

    private String dollar() throws DockerfileException {
        position++;
        if (position < text.length() && text.charAt(position) == '{') {
            position++;
            return braced();
        }
        String name = name();
        return name.isEmpty() ? "$" : values.getOrDefault(name, "");
    }

    private String name() {
        int start = position;
        while (position < text.length() && isName(text.charAt(position), position > start)) {
            position++;
        }
        if (position == start && position < text.length() && "@*#".indexOf(text.charAt(position)) >= 0) {
            position++;
        } else if (position == start) {
            while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
                position++;
            }
        }
        return text.substring(start, position);
    }

    private static boolean isName(char c, boolean later) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (later && c >= '0' && c <= '9');
    }

    private String braced() throws DockerfileException {
        String name = name();
        if (name.isEmpty() || position >= text.length()) {
            throw unsupported();
        }
        char c = text.charAt(position);
        position++;
        Optional<String> value = Optional.ofNullable(values.get(name));
        return switch (c) {
            case '}' -> value.orElse("");
            case ':' -> {
                if (position >= text.length()) {
                    throw unsupported();
                }
                char operator = text.charAt(position);
                position++;
                yield otherwise(name, operator, value.filter(it -> !it.isEmpty()));
            }
            case '-', '+', '?' -> otherwise(name, c, value);
            case '#', '%' -> {
                boolean greedy = position < text.length() && text.charAt(position) == c;
                position += greedy ? 1 : 0;
                yield trimmed(value.orElse(""), operand(), c == '#', greedy);
            }
            case '/' -> {
                boolean all = position < text.length() && text.charAt(position) == '/';
                position += all ? 1 : 0;
                yield replaced(value.orElse(""), all);
            }
            default -> throw unsupported();
        };
    }

    private String otherwise(String name, char operator, Optional<String> value) throws DockerfileException {
        String operand = operand();
        return switch (operator) {
            case '-' -> value.orElse(operand);
            case '+' -> value.isPresent() ? operand : "";
            case '?' ->
                value.orElseThrow(() -> new DockerfileException(
                        line, name + ": " + (operand.isEmpty() ? "it must have a value, but has none" : operand)));
            default -> throw unsupported();
        };
    }

    /** Reads the rest of the braces, which may contain variables. */
    private String operand() throws DockerfileException {
        Expansion inner = new Expansion(text, escape, values, line, false, keepQuotes);
        inner.position = position;
        String operand = inner.run('}');
        position = inner.position;
        return operand;
    }

    private String replaced(String value, boolean all) throws DockerfileException {
        Expansion inner = new Expansion(text, escape, values, line, false, keepQuotes);
        inner.position = position;
        String pattern = inner.run('/');
        position = inner.position;
        String replacement = java.util.regex.Matcher.quoteReplacement(operand());
        Pattern regex = Pattern.compile(ShellPattern.regex(pattern), Pattern.DOTALL);
        return all
                ? regex.matcher(value).replaceAll(replacement)
                : regex.matcher(value).replaceFirst(replacement);
    }

    private static String trimmed(String value, String pattern, boolean start, boolean greedy) {
        Pattern regex = Pattern.compile(ShellPattern.regex(pattern), Pattern.DOTALL);
        int length = value.length();
        for (int i = 0; i <= length; i++) {
            int cut = greedy ? length - i : i;
            String part = start ? value.substring(0, cut) : value.substring(length - cut);
            if (regex.matcher(part).matches()) {
                return start ? value.substring(cut) : value.substring(0, length - cut);
            }
        }
        return value;
    }

    private DockerfileException unsupported() {
        return new DockerfileException(
                line, "the modifier of a variable must be one that BuildKit supports, but was in " + text);
    }
}
