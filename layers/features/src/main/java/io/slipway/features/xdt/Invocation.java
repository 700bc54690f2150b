package io.slipway.features.xdt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a {@code Transform} or {@code Locator} attribute: a name, and optional arguments in parentheses.
 *
 * @param name the name
 * @param argument the text between the parentheses; may be empty
 */
record Invocation(String name, String argument) {
    private static final Pattern SYNTAX = Pattern.compile(
            "\\s*(?<name>\\w+)\\s*(\\((?<arguments>.*)\\)\\s*)?", Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * @throws XdtException if it is neither
     */
    static Invocation parse(String value) throws XdtException {
        Matcher matcher = SYNTAX.matcher(value);
        if (!matcher.matches()) {
            throw new XdtException(
                    "Transform and Locator attributes must contain only a type name, or a type name followed by a "
                            + "list of attributes in parentheses.");
        }
        String arguments = matcher.group("arguments");
        return new Invocation(matcher.group("name"), arguments == null ? "" : arguments);
    }

    /**
     * Returns the arguments. Commas separate them, except between parentheses. As in the original, the space around arguments is removed
     * only if there are several.
     */
    List<String> arguments() {
        if (argument.isEmpty()) {
            return List.of();
        }
        if (argument.indexOf(',') < 0) {
            return List.of(argument);
        }
        List<String> arguments = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int depth = 0;
        for (String part : argument.split(",", -1)) {
            open.append(open.isEmpty() && depth == 0 ? "" : ",").append(part);
            depth += balance(part);
            if (depth == 0) {
                arguments.add(open.toString().strip());
                open.setLength(0);
            }
        }
        if (depth != 0) {
            arguments.add(open.toString().strip());
        }
        return List.copyOf(arguments);
    }

    private static int balance(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        }
        return depth;
    }
}
