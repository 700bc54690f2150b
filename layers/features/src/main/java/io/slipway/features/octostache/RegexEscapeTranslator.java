package io.slipway.features.octostache;

import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** Translates the escapes and back references of a .NET regular expression to Java's. */
abstract class RegexEscapeTranslator extends RegexClassTranslator {
    private final Map<String, List<Integer>> known;

    /**
     * @param known the groups' numbers and names; empty if they are still to be found
     */
    RegexEscapeTranslator(String regex, Map<String, List<Integer>> known) {
        super(regex);
        this.known = known;
    }

    /** Returns the end of the digits at this position. */
    final int digits(int start) {
        int end = start;
        while (end < regex.length() && regex.charAt(end) >= '0' && regex.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Translates an escape outside a class. */
    final String escape() {
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

    /** Translates a number: one digit is a group's number, more may be a character's code in octal digits. */
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

    final PatternSyntaxException unsupported(String what) {
        return error("it uses " + what + ", which is not supported");
    }
}
