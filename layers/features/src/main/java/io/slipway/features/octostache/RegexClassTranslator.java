package io.slipway.features.octostache;

import java.util.regex.PatternSyntaxException;

/** Translates the characters and classes of a .NET regular expression to Java's. */
class RegexClassTranslator {
    private static final String WORD = "\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}";
    private static final String SPACE = "\\f\\n\\r\\t\\x0B\\x85\\p{Z}";

    /** The characters of words for the search of word boundaries. */
    static final String BOUNDARY = "[" + WORD + "\\u200C\\u200D]";

    final String regex;
    int position;

    RegexClassTranslator(String regex) {
        this.regex = regex;
    }

    boolean at(String expected) {
        return regex.startsWith(expected, position);
    }

    PatternSyntaxException error(String description) {
        return new PatternSyntaxException(description, regex, position);
    }

    /** Quotes a character, within a class or outside. */
    static String quoted(int c) {
        return c > 127 || Character.isLetterOrDigit(c) ? String.valueOf((char) c) : "\\x%02x".formatted(c);
    }

    /**
     * A part of a class.
     *
     * @param text its form in Java
     * @param character the character; -1 for a class
     */
    record Item(String text, int character) {
        static Item of(int character) {
            return new Item(quoted(character), character);
        }
    }

    /** Translates a class in brackets. A subtracted class must not match. */
    String characterClass() {
        position++;
        boolean negated = at("^");
        position += negated ? 1 : 0;
        StringBuilder content = new StringBuilder(negated ? "[^" : "[");
        String without = "";
        boolean first = true;
        while (first || !at("]")) {
            if (position >= regex.length()) {
                throw error("Unterminated [] set");
            }
            if (!first && at("-[")) {
                position++;
                without = characterClass();
                if (!at("]")) {
                    throw error("A subtraction must be the last element in a character class");
                }
                break;
            }
            content.append(range());
            first = false;
        }
        position++;
        return without.isEmpty() ? content + "]" : "(?:(?!" + without + ")" + content + "])";
    }

    private String range() {
        Item low = item();
        boolean range = at("-")
                && position + 1 < regex.length()
                && regex.charAt(position + 1) != ']'
                && regex.charAt(position + 1) != '['
                && low.character() >= 0;
        if (!range) {
            return low.text();
        }
        position++;
        Item high = item();
        if (high.character() < 0) {
            throw error("Cannot include a class in a character range");
        }
        if (high.character() < low.character()) {
            throw error("[x-y] range in reverse order");
        }
        return low.text() + "-" + high.text();
    }

    private Item item() {
        if (at("\\")) {
            return classEscape(true);
        }
        return Item.of(regex.charAt(position++));
    }

    /** Translates an escape of characters. */
    Item classEscape(boolean inClass) {
        if (position + 1 >= regex.length()) {
            throw error("Illegal \\ at end of pattern");
        }
        char letter = regex.charAt(position + 1);
        position += 2;
        return switch (letter) {
            case 'd' -> new Item("\\p{Nd}", -1);
            case 'D' -> new Item("\\P{Nd}", -1);
            case 'w' -> new Item(inClass ? WORD : "[" + WORD + "]", -1);
            case 'W' -> new Item("[^" + WORD + "]", -1);
            case 's' -> new Item(inClass ? SPACE : "[" + SPACE + "]", -1);
            case 'S' -> new Item("[^" + SPACE + "]", -1);
            case 'p', 'P' -> property(letter);
            case 'a' -> Item.of(7);
            case 'b' -> Item.of(8);
            case 't' -> Item.of(9);
            case 'n' -> Item.of(10);
            case 'v' -> Item.of(11);
            case 'f' -> Item.of(12);
            case 'r' -> Item.of(13);
            case 'e' -> Item.of(27);
            case 'x' -> Item.of(hexadecimal(2));
            case 'u' -> Item.of(hexadecimal(4));
            case 'c' -> Item.of(control());
            default -> other(letter);
        };
    }

    private Item other(char letter) {
        if (letter >= '0' && letter <= '7') {
            position--;
            int code = 0;
            for (int i = 0; i < 3 && position < regex.length() && isOctal(regex.charAt(position)); i++) {
                code = code * 8 + (regex.charAt(position++) - '0');
            }
            return Item.of(code & 0xff);
        }
        if (Character.isLetterOrDigit(letter) || letter == '_') {
            throw error("Unrecognized escape sequence \\" + letter);
        }
        return Item.of(letter);
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private int hexadecimal(int length) {
        int end = position + length;
        String digits = end > regex.length() ? "" : regex.substring(position, end);
        if (!digits.matches("[0-9a-fA-F]+")) {
            throw error("Insufficient hexadecimal digits");
        }
        position = end;
        return Integer.parseInt(digits, 16);
    }

    private int control() {
        char c = position < regex.length() ? Character.toUpperCase(regex.charAt(position)) : ' ';
        if (c < '@' || c > '_') {
            throw error("Unrecognized control character");
        }
        position++;
        return c - '@';
    }

    /** Translates a category or a block, whose name begins with Is in .NET and with In in Java. */
    private Item property(char letter) {
        int end = regex.indexOf('}', position);
        if (!at("{") || end < 0) {
            throw error("Incomplete \\p{X} character escape");
        }
        String name = regex.substring(position + 1, end);
        position = end + 1;
        String java = name.startsWith("Is") ? "In" + name.substring(2) : name;
        return new Item("\\" + letter + "{" + java + "}", -1);
    }
}
