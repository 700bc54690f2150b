package io.slipway.builds.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hides sensitive values in text. Like Octopus Deploy it leaves values alone that are so short that they would hide everything. */
public final class Mask {
    /** The text that stands for a value, as in Octopus Deploy. */
    public static final String MASKED = "********";

    /** Shorter values, in characters, are not hidden. */
    public static final int MIN_LENGTH = 4;

    private final List<String> values;
    private final Pattern pattern;

    private Mask(List<String> values) {
        this.values = values;
        this.pattern = Pattern.compile(values.stream().map(Pattern::quote).collect(Collectors.joining("|")));
    }

    /** Hides these values, and each line of those that have several, for logs come line by line. */
    public static Mask of(Collection<String> sensitive) {
        return new Mask(sensitive.stream()
                .<String>mapMulti((value, next) -> {
                    next.accept(value);
                    value.lines().map(String::strip).forEach(next);
                })
                .filter(value -> value.length() >= MIN_LENGTH)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The text without the values. */
    public String apply(String text) {
        return values.isEmpty() ? text : pattern.matcher(text).replaceAll(Matcher.quoteReplacement(MASKED));
    }
}
