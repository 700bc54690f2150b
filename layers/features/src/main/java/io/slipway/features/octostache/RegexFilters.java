package io.slipway.features.octostache;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Implements the filters that search and replace with .NET's regular expressions. */
final class RegexFilters {
    /** The maximum number of characters that the expressions of one template may read: some take exponential time. */
    static final long MAX_STEPS = 100_000_000;

    private static final Pattern GROUP =
            Pattern.compile("\\$(?:([0-9]{1,9})|\\{(\\w+)})", Pattern.UNICODE_CHARACTER_CLASS);

    private final Run run;

    private RegexFilters(Run run) {
        this.run = run;
    }

    static void register(Filters filters, Run run) {
        RegexFilters regex = new RegexFilters(run);
        filters.putText(
                "Match", (input, options) -> options.size() == 1 ? text(regex.found(input, options.getFirst())) : null);
        filters.putText(
                "StartsWith",
                (input, options) -> options.size() == 1 ? text(input.startsWith(options.getFirst())) : null);
        filters.putText(
                "EndsWith", (input, options) -> options.size() == 1 ? text(input.endsWith(options.getFirst())) : null);
        filters.putText(
                "Contains", (input, options) -> options.size() == 1 ? text(input.contains(options.getFirst())) : null);
        filters.putText("Replace", regex::replace);
    }

    private static String text(boolean value) {
        return value ? "true" : "false";
    }

    private boolean found(String input, String expression) {
        try {
            return DotNetRegex.compile(expression)
                    .matcher(new Counted(input, run))
                    .find();
        } catch (StackOverflowError e) {
            throw tooDeep(expression, input);
        }
    }

    private @Nullable String replace(String input, List<String> options) {
        if (options.isEmpty() || options.size() > 2) {
            return null;
        }
        try {
            return replace(input, DotNetRegex.compile(options.getFirst()), options.size() == 2 ? options.get(1) : "");
        } catch (StackOverflowError e) {
            throw tooDeep(options.getFirst(), input);
        }
    }

    private String replace(String input, DotNetRegex regex, String replacement) {
        Matcher matcher = regex.matcher(new Counted(input, run));
        StringBuilder out = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            out.append(input, end, matcher.start());
            append(regex, matcher, replacement, input, out);
            end = matcher.end();
            if (out.length() > TemplateEngine.MAX_OUTPUT) {
                throw new OctostacheException("The result of a replacement must have at most "
                        + TemplateEngine.MAX_OUTPUT + " characters, but has more.");
            }
        }
        return out.append(input, end, input.length()).toString();
    }

    /** Returns the error for a stack overflow: Java's engine recurses for each repetition of a group. */
    private static OctostacheException tooDeep(String expression, String input) {
        return new OctostacheException("The regular expression " + expression + " needs too much stack for a value of "
                + input.length() + " characters.");
    }

    /** Appends a replacement as .NET does: a backslash is literal, and a missing group stays as written. */
    private static void append(
            DotNetRegex regex, Matcher matcher, String replacement, String input, StringBuilder out) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            char next = i + 1 < replacement.length() ? replacement.charAt(i + 1) : ' ';
            if (c != '$') {
                out.append(c);
                continue;
            }
            String whole = switch (next) {
                case '$' -> "$";
                case '&' -> matcher.group();
                case '`' -> input.substring(0, matcher.start());
                case '\'' -> input.substring(matcher.end());
                case '+' -> regex.group(matcher, regex.lastGroup()).orElse("");
                case '_' -> input;
                default -> null;
            };
            if (whole == null) {
                i = appendGroup(regex, matcher, replacement, i, out);
            } else {
                out.append(whole);
                i++;
            }
        }
    }

    private static int appendGroup(DotNetRegex regex, Matcher matcher, String replacement, int at, StringBuilder out) {
        Matcher reference = GROUP.matcher(replacement).region(at, replacement.length());
        if (reference.lookingAt()) {
            String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
            if (regex.hasGroup(name)) {
                out.append(regex.group(matcher, name).orElse(""));
                return reference.end() - 1;
            }
        }
        out.append('$');
        return at;
    }

    /** A text that counts how often it is read. */
    private record Counted(CharSequence text, Run run) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            run.countStep();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
