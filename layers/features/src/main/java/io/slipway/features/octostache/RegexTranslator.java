package io.slipway.features.octostache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Translates a .NET regular expression to an equivalent Java one
 * (<a href="https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference">the
 * language</a>). Features that Java's engine lacks are rejected: balancing groups, conditions, and unbounded
 * lookbehind.
 */
final class RegexTranslator extends RegexEscapeTranslator {
    private static final String QUANTIFIERS = "*+?";

    private final List<String> groupNames = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private RegexOptions options = RegexOptions.NONE;

    /**
     * @param known the groups' numbers and names; empty if they are still to be found
     */
    RegexTranslator(String regex, Map<String, List<Integer>> known) {
        super(regex, known);
    }

    /** Returns the names of the groups in the order of their parentheses, empty for unnamed ones. */
    List<String> groupNames() {
        return groupNames;
    }

    String translate() {
        sequence(0);
        if (position < regex.length()) {
            throw error("Too many )'s");
        }
        return out.toString();
    }

    private void sequence(int depth) {
        if (depth > ExpressionParser.MAX_DEPTH) {
            throw error("it is nested too deep");
        }
        while (position < regex.length() && regex.charAt(position) != ')') {
            if (options.spaced() && skipSpace()) {
                continue;
            }
            if (atom(depth)) {
                quantifier();
            }
        }
    }

    /** Skips ignored white space and comments between the parts. */
    private boolean skipSpace() {
        int start = position;
        while (position < regex.length()) {
            char c = regex.charAt(position);
            if (c == '#') {
                int end = regex.indexOf('\n', position);
                position = end < 0 ? regex.length() : end + 1;
            } else if (Character.isWhitespace(c)) {
                position++;
            } else {
                break;
            }
        }
        return position > start;
    }

    /** Translates one part, and returns whether it can be repeated. */
    private boolean atom(int depth) {
        char c = regex.charAt(position);
        switch (c) {
            case '(' -> {
                return group(depth);
            }
            case '[' -> out.append(characterClass());
            case '\\' -> out.append(escape());
            case '|' -> {
                out.append('|');
                position++;
                return false;
            }
            case '^' -> literal(options.lines() ? "(?<![^\\n])" : "\\A");
            case '$' -> literal(options.lines() ? "(?![^\\n])" : "(?=\\n?\\z)");
            case '.' -> literal(".");
            default -> {
                if (QUANTIFIERS.indexOf(c) >= 0 || (c == '{' && quantifierEnd(position) > 0)) {
                    throw error("Quantifier " + c + " following nothing");
                }
                literal(quoted(c));
            }
        }
        return true;
    }

    private void literal(String text) {
        out.append(text);
        position++;
    }

    private void quantifier() {
        if (options.spaced()) {
            skipSpace();
        }
        int end = quantifierEnd(position);
        if (end < 0) {
            return;
        }
        out.append(regex, position, end);
        position = end;
        if (at("?")) {
            literal("?");
        }
        if (options.spaced()) {
            skipSpace();
        }
        if (quantifierEnd(position) > 0) {
            throw error("Nested quantifier " + regex.charAt(position));
        }
    }

    /** Returns the end of the quantifier at this position. Braces without numbers are literal. */
    private int quantifierEnd(int start) {
        if (start >= regex.length()) {
            return -1;
        }
        if (QUANTIFIERS.indexOf(regex.charAt(start)) >= 0) {
            return start + 1;
        }
        if (regex.charAt(start) != '{') {
            return -1;
        }
        int end = digits(start + 1);
        if (end == start + 1) {
            return -1;
        }
        if (end < regex.length() && regex.charAt(end) == ',') {
            end = digits(end + 1);
        }
        return end < regex.length() && regex.charAt(end) == '}' ? end + 1 : -1;
    }

    /** Translates a group or another construct in parentheses, and returns whether it can be repeated. */
    private boolean group(int depth) {
        if (at("(?#")) {
            int end = regex.indexOf(')', position);
            if (end < 0) {
                throw error("Unterminated (?#...) comment");
            }
            position = end + 1;
            return false;
        }
        RegexOptions outer = options;
        if (!at("(?")) {
            opened(options.explicit() ? "(?:" : "(", 1);
            if (!options.explicit()) {
                groupNames.add("");
            }
        } else if (at("(?<=") || at("(?<!")) {
            opened(regex.substring(position, position + 4), 4);
        } else if (at("(?:") || at("(?=") || at("(?!") || at("(?>")) {
            opened(regex.substring(position, position + 3), 3);
        } else if (at("(?<") || at("(?'")) {
            named();
        } else if (at("(?(")) {
            throw unsupported("a condition (?(…)…)");
        } else if (!inlineOptions()) {
            return false;
        }
        sequence(depth + 1);
        if (!at(")")) {
            throw error("Not enough )'s");
        }
        literal(")");
        options = outer;
        return true;
    }

    private void opened(String text, int length) {
        out.append(text);
        position += length;
    }

    private void named() {
        char close = regex.charAt(position + 2) == '<' ? '>' : '\'';
        int end = regex.indexOf(close, position + 3);
        String name = end < 0 ? "" : regex.substring(position + 3, end);
        if (name.indexOf('-') >= 0) {
            throw unsupported("a balancing group (?<" + name + ">…)");
        }
        boolean number = !name.isEmpty() && name.length() < 9 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number && !name.matches("[\\p{L}_][\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]*")) {
            throw error("Invalid group name");
        }
        groupNames.add(number ? Integer.toString(Integer.parseInt(name)) : name);
        opened("(", end + 1 - position);
    }

    /** Translates options for the rest of the group, or for a group of their own, and returns whether they open one. */
    private boolean inlineOptions() {
        int end = position + 2;
        boolean on = true;
        RegexOptions own = options;
        while (end < regex.length() && "imnsxIMNSX-+".indexOf(regex.charAt(end)) >= 0) {
            char letter = Character.toLowerCase(regex.charAt(end));
            on = letter == '+' || (letter != '-' && on);
            own = own.with(letter, on);
            end++;
        }
        boolean group = end < regex.length() && regex.charAt(end) == ':';
        if (end >= regex.length() || (!group && regex.charAt(end) != ')')) {
            throw error("Unrecognized grouping construct");
        }
        out.append(RegexOptions.flags(regex.substring(position + 2, end), group));
        position = end + 1;
        options = own;
        return group;
    }
}
