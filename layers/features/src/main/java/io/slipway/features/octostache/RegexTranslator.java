package io.slipway.features.octostache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/**
 * Translates a regular expression of .NET to one of Java with the same meaning
 * (<a href="https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference">the language</a>). Features
 * that Java's engine lacks are refused: balancing groups, conditions, and unbounded lookbehind.
 */
final class RegexTranslator extends RegexClassTranslator {
    private static final String QUANTIFIERS = "*+?";

    private final Map<String, List<Integer>> known;
    private final List<String> groupNames = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private Options options = new Options(false, false, false);

    /** The options that Java lacks, or has with another meaning: explicit capture, ignored white space, lines. */
    private record Options(boolean explicit, boolean spaced, boolean lines) {
        Options with(char letter, boolean on) {
            return switch (letter) {
                case 'n' -> new Options(on, spaced, lines);
                case 'x' -> new Options(explicit, on, lines);
                case 'm' -> new Options(explicit, spaced, on);
                default -> this;
            };
        }
    }

    /**
     * @param known the groups' numbers and names; empty if they are still to be found
     */
    RegexTranslator(String regex, Map<String, List<Integer>> known) {
        super(regex);
        this.known = known;
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

    private int digits(int start) {
        int end = start;
        while (end < regex.length() && regex.charAt(end) >= '0' && regex.charAt(end) <= '9') {
            end++;
        }
        return end;
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
        Options outer = options;
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

    /** Options for the rest of the group, or for a group of their own; whether they open one. */
    private boolean inlineOptions() {
        int end = position + 2;
        boolean on = true;
        Options own = options;
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
        out.append(flags(regex.substring(position + 2, end), group));
        position = end + 1;
        options = own;
        return group;
    }

    /** Java's letters for the options that it has too. */
    private static String flags(String letters, boolean group) {
        boolean on = true;
        String caseless = "";
        String single = "";
        for (int i = 0; i < letters.length(); i++) {
            switch (Character.toLowerCase(letters.charAt(i))) {
                case '-' -> on = false;
                case '+' -> on = true;
                case 'i' -> caseless = on ? "+" : "-";
                case 's' -> single = on ? "+" : "-";
                default -> {}
            }
        }
        String set = (caseless.equals("+") ? "iu" : "") + (single.equals("+") ? "s" : "");
        String unset = (caseless.equals("-") ? "i" : "") + (single.equals("-") ? "s" : "");
        String all = set + (unset.isEmpty() ? "" : "-" + unset);
        return group ? "(?" + all + ":" : all.isEmpty() ? "" : "(?" + all + ")";
    }

    /** An escape outside a class. */
    private String escape() {
        if (position + 1 >= regex.length()) {
            throw error("Illegal \\ at end of pattern");
        }
        char letter = regex.charAt(position + 1);
        String fixed = switch (letter) {
            case 'b' -> "(?:(?<=" + BOUNDARY + ")(?!" + BOUNDARY + ")|(?<!" + BOUNDARY + ")(?=" + BOUNDARY + "))";
            case 'B' -> "(?:(?<=" + BOUNDARY + ")(?=" + BOUNDARY + ")|(?<!" + BOUNDARY + ")(?!" + BOUNDARY + "))";
            case 'A', 'z', 'G' -> "\\" + letter;
            case 'Z' -> "(?=\\n?\\z)";
            default -> "";
        };
        if (!fixed.isEmpty()) {
            position += 2;
            return fixed;
        }
        if (letter == 'k') {
            return namedReference();
        }
        return letter >= '1' && letter <= '9'
                ? numberedReference()
                : classEscape(false).text();
    }

    private String namedReference() {
        char open = position + 2 < regex.length() ? regex.charAt(position + 2) : ' ';
        int end = regex.indexOf(open == '<' ? '>' : '\'', position + 3);
        if ((open != '<' && open != '\'') || end < 0) {
            throw error("Malformed \\k<...> named back reference");
        }
        String name = regex.substring(position + 3, end);
        position = end + 1;
        return reference(name);
    }

    /** A number of one digit is a group's; a longer one may be a character's code in octal digits. */
    private String numberedReference() {
        int end = digits(position + 1);
        String number = regex.substring(position + 1, end);
        if (number.length() == 1 || known.containsKey(number)) {
            position = end;
            return reference(number);
        }
        if (!known.isEmpty() && number.charAt(0) > '7') {
            throw error("Reference to undefined group number " + number);
        }
        return classEscape(false).text();
    }

    private String reference(String name) {
        if (known.isEmpty()) {
            return "";
        }
        List<Integer> groups = known.getOrDefault(name, List.of());
        if (groups.isEmpty()) {
            throw error("Reference to undefined group " + name);
        }
        if (groups.size() > 1) {
            throw unsupported("a reference to " + name + ", which is the name of several groups");
        }
        return "(?:\\" + groups.getFirst() + ")";
    }

    private PatternSyntaxException unsupported(String what) {
        return error("it uses " + what + ", which is not supported");
    }
}
