package io.slipway.features.variables;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code .env} files as Docker Compose does: {@code NAME=value}, optionally with {@code export} before it; {@code #} begins a
 * comment, in a value only after a blank. Values in quotes may have several lines; in double quotes, a backslash escapes. {@code $NAME} is
 * literal, because values are templates already.
 */
final class EnvVariables {
    private static final String EXPORT = "export ";

    private final String file;
    private final String text;
    private final List<Declaration> found = new ArrayList<>();
    private int at;
    private int line = 1;

    private EnvVariables(String file, String text) {
        this.file = file;
        this.text = text.replace("\r\n", "\n").replace('\r', '\n');
    }

    static List<Declaration> read(String file, String text) throws VariableFileException {
        EnvVariables reader = new EnvVariables(file, text);
        while (reader.at < reader.text.length()) {
            reader.line();
        }
        return reader.found;
    }

    private void line() throws VariableFileException {
        int end = lineEnd();
        String whole = text.substring(at, end).strip();
        if (whole.isEmpty() || whole.startsWith("#")) {
            goTo(end);
            return;
        }
        int equals = text.indexOf('=', at);
        if (equals < 0 || equals >= end) {
            throw problem(line, "the line must be NAME=value, but has no '='");
        }
        String name = withoutExport(text.substring(at, equals).strip());
        if (name.isEmpty()) {
            throw problem(line, "a name must precede '=', but is missing");
        }
        Place place = new Place(line, 0);
        at = equals + 1;
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        char quote = at < end ? text.charAt(at) : ' ';
        String value = quote == '"' || quote == '\'' ? quoted(quote) : unquoted(end);
        found.add(new Declaration(place, name, value));
        goTo(lineEnd());
    }

    static String withoutExport(String name) {
        return name.startsWith(EXPORT) ? name.substring(EXPORT.length()).strip() : name;
    }

    private String unquoted(int end) {
        int comment = at;
        while (comment < end
                && !(text.charAt(comment) == '#' && (comment == at || isBlank(text.charAt(comment - 1))))) {
            comment++;
        }
        String value = text.substring(at, comment).strip();
        at = end;
        return value;
    }

    private String quoted(char quote) throws VariableFileException {
        int begin = line;
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\n') {
                line++;
            }
            value.append(c == '\\' && quote == '"' && at < text.length() ? escaped() : String.valueOf(c));
        }
        if (at == text.length()) {
            throw problem(begin, "the quote that begins here is not closed");
        }
        at++;
        String rest = text.substring(at, lineEnd()).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw problem(line, "something follows the closing quote");
        }
        return value.toString();
    }

    private String escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '"', '\\', '$' -> String.valueOf(c);
            case '\n' -> {
                line++;
                yield "";
            }
            default -> "\\" + c;
        };
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void goTo(int end) {
        at = end + 1;
        line++;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private VariableFileException problem(int number, String message) {
        return new VariableFileException(file, new Place(number, 0), message);
    }
}
