package io.slipway.features.octostache;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Implements the filters that cut, trim, pad and split texts. */
final class SliceFilters {
    private static final int MAX_INDENT = 255;
    private static final Pattern INDENT = Pattern.compile("(\\d{1,3})?(?:(/)(\\d{1,3}))?");

    private SliceFilters() {}

    static void register(Filters filters) {
        filters.putText("Substring", SliceFilters::substring);
        filters.putText("Truncate", SliceFilters::truncate);
        filters.putText("Trim", SliceFilters::trim);
        filters.putText("Indent", SliceFilters::indent);
    }

    static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String substring(String input, List<String> options) {
        if (options.isEmpty() || options.size() > 2) {
            return null;
        }
        Optional<Integer> length = number(options.getLast());
        Optional<Integer> start = options.size() == 1 ? Optional.of(0) : number(options.getFirst());
        if (length.isEmpty()
                || start.isEmpty()
                || start.get() < 0
                || length.get() < 0
                || start.get() > input.length()) {
            return null;
        }
        return input.substring(start.get(), (int) Math.min(input.length(), (long) start.get() + length.get()));
    }

    private static @Nullable String truncate(String input, List<String> options) {
        if (options.isEmpty() || options.size() > 2) {
            return null;
        }
        Optional<Integer> length = number(options.getFirst());
        if (length.isEmpty() || length.get() < 0) {
            return null;
        }
        String suffix = options.size() == 2 ? options.get(1) : "...";
        return length.get() < input.length() ? input.substring(0, length.get()) + suffix : input;
    }

    private static @Nullable String trim(String input, List<String> options) {
        if (options.isEmpty()) {
            return DotNetSpaces.trim(input);
        }
        return switch (Lexer.lower(options.getFirst())) {
            case "start" -> DotNetSpaces.trimStart(input);
            case "end" -> DotNetSpaces.trimEnd(input);
            default -> null;
        };
    }

    private static @Nullable String indent(String input, List<String> options) {
        if (options.size() > 2) {
            return null;
        }
        if (input.isEmpty()) {
            return input;
        }
        if (options.size() == 2) {
            return indent(input, options.getFirst(), options.getLast());
        }
        String option = options.isEmpty() ? "4" : options.getFirst();
        Matcher numbers = INDENT.matcher(option);
        if (option.isEmpty() || !numbers.matches()) {
            return indent(input, option, option);
        }
        int first = numbers.group(1) == null ? 0 : Integer.parseInt(numbers.group(1));
        int other = numbers.group(3) == null ? first : Integer.parseInt(numbers.group(3));
        return first > MAX_INDENT || other > MAX_INDENT
                ? indent(input, option, option)
                : indent(input, " ".repeat(first), " ".repeat(other));
    }

    private static String indent(String input, String first, String other) {
        return first + input.replace("\n", "\n" + other);
    }
}
