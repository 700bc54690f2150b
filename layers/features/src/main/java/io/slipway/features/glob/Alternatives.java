package io.slipway.features.glob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands a pattern with groups to patterns without groups. The groups are {@code {a,b}}, {@code [ab]} and {@code [a-c]}, without slashes
 * or nested groups. An incomplete group ({@code {a}}, {@code [a}) is literal, and a set of characters also matches itself literally,
 * because folders have such names (Octopus issue 3320).
 */
final class Alternatives {
    private static final Pattern GROUP =
            Pattern.compile("\\{(?<words>[^{}\\[\\]/]*)\\}|\\[(?<set>[^\\[\\]{}/]{2,})\\]");

    private Alternatives() {}

    /**
     * @throws GlobException if a range is malformed, or there are more than {@link Glob#MAX_ALTERNATIVES} patterns
     */
    static Set<String> of(String pattern) throws GlobException {
        List<StringBuilder> built = new ArrayList<>(List.of(new StringBuilder()));
        Matcher group = GROUP.matcher(pattern);
        int end = 0;
        while (group.find()) {
            List<String> options = options(group, pattern);
            if ((long) built.size() * options.size() > Glob.MAX_ALTERNATIVES) {
                throw new GlobException("'" + pattern + "' must be at most " + Glob.MAX_ALTERNATIVES
                        + " patterns, but is more; write several shorter ones");
            }
            List<StringBuilder> longer = new ArrayList<>();
            for (StringBuilder begun : built) {
                begun.append(pattern, end, group.start());
                for (String option : options) {
                    longer.add(new StringBuilder(begun).append(option));
                }
            }
            built = longer;
            end = group.end();
        }
        Set<String> patterns = new LinkedHashSet<>();
        for (StringBuilder begun : built) {
            patterns.add(begun.append(pattern, end, pattern.length()).toString());
        }
        // A folder may have the name "{a,b}".
        patterns.add(pattern);
        return patterns;
    }

    private static List<String> options(Matcher group, String pattern) throws GlobException {
        List<String> options = new ArrayList<>();
        String set = group.group("set");
        if (set == null) {
            options.addAll(List.of(group.group("words").split(",", -1)));
            // As in the original, an empty first word does not count: "{,a}" is literal, "{a,}" is a group.
            if (options.getFirst().isEmpty()) {
                options.removeFirst();
            }
            return options.size() < 2 ? List.of(group.group()) : options;
        }
        if (set.indexOf('-') < 0) {
            set.chars().mapToObj(Character::toString).forEach(options::add);
            options.add(group.group());
            return options;
        }
        if (set.length() != 3 || set.charAt(1) != '-' || set.charAt(0) >= set.charAt(2)) {
            throw new GlobException(
                    "a range must be two characters with a '-' between them, the smaller one first, but was '"
                            + group.group() + "' in '" + pattern + "'");
        }
        for (char c = set.charAt(0); c <= set.charAt(2); c++) {
            options.add(String.valueOf(c));
        }
        return options;
    }
}
