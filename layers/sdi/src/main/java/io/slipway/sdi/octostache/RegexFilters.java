package io.slipway.sdi.octostache;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Searching and replacing, with .NET's regular expressions as far as Java's have the same meaning. */
final class RegexFilters {
    /** How many characters an expression may look at before it is given up: some take exponential time. */
    static final long MAX_STEPS = 20_000_000;

    private static final Pattern GROUP = Pattern.compile("\\$(?:(\\d+)|\\{(\\w+)})");

    private RegexFilters() {}

    static void register(Filters filters) {
        filters.putText(
                "Match", (input, options) -> options.size() == 1 ? text(find(input, options.getFirst())) : null);
        filters.putText(
                "StartsWith",
                (input, options) -> options.size() == 1 ? text(input.startsWith(options.getFirst())) : null);
        filters.putText(
                "EndsWith", (input, options) -> options.size() == 1 ? text(input.endsWith(options.getFirst())) : null);
        filters.putText(
                "Contains", (input, options) -> options.size() == 1 ? text(input.contains(options.getFirst())) : null);
        filters.putText("Replace", RegexFilters::replace);
    }

    private static String text(boolean value) {
        return value ? "true" : "false";
    }

    private static boolean find(String input, String expression) {
        return matcher(expression, input).find();
    }

    private static @Nullable String replace(String input, List<String> options) {
        if (options.isEmpty() || options.size() > 2) {
            return null;
        }
        String replacement = options.size() == 2 ? options.get(1) : "";
        Matcher matcher = matcher(options.getFirst(), input);
        StringBuilder out = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            out.append(input, end, matcher.start());
            append(matcher, replacement, input, out);
            end = matcher.end();
        }
        return out.append(input, end, input.length()).toString();
    }

    /** .NET's replacements: a backslash is itself, and a group that is not there stands as it was written. */
    private static void append(Matcher matcher, String replacement, String input, StringBuilder out) {
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
                case '_' -> input;
                default -> null;
            };
            if (whole == null) {
                i = appendGroup(matcher, replacement, i, out);
            } else {
                out.append(whole);
                i++;
            }
        }
    }

    private static int appendGroup(Matcher matcher, String replacement, int at, StringBuilder out) {
        Matcher name = GROUP.matcher(replacement).region(at, replacement.length());
        if (name.lookingAt()) {
            String group = name.group(1) == null ? name.group(2) : name.group(1);
            if (group.chars().allMatch(Character::isDigit) && group.length() < 9) {
                int number = Integer.parseInt(group);
                if (number <= matcher.groupCount()) {
                    out.append(matcher.group(number) == null ? "" : matcher.group(number));
                    return name.end() - 1;
                }
            } else if (matcher.namedGroups().containsKey(group)) {
                out.append(matcher.group(group) == null ? "" : matcher.group(group));
                return name.end() - 1;
            }
        }
        out.append('$');
        return at;
    }

    private static Matcher matcher(String expression, String input) {
        try {
            return Pattern.compile(expression).matcher(new Bounded(input, new long[] {MAX_STEPS}));
        } catch (PatternSyntaxException e) {
            throw new OctostacheException(
                    "The regular expression " + expression + " is not valid: " + e.getDescription());
        }
    }

    /** A text that counts how often it is looked at. */
    @SuppressWarnings("ArrayRecordComponent") // the counter is shared on purpose
    private record Bounded(CharSequence text, long[] left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new OctostacheException(
                        "A regular expression takes too long on a value of " + text.length() + " characters.");
            }
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
