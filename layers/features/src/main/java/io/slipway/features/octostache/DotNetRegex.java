package io.slipway.features.octostache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of .NET, run by Java's engine. Groups are named and numbered as in .NET: unnamed groups first,
 * then the named ones.
 */
final class DotNetRegex {
    private final Pattern pattern;
    private final Map<String, List<Integer>> groups;

    private DotNetRegex(Pattern pattern, Map<String, List<Integer>> groups) {
        this.pattern = pattern;
        this.groups = groups;
    }

    /**
     * Reads an expression.
     *
     * @throws OctostacheException if .NET would reject it, or if it needs a feature that Java's engine lacks
     */
    static DotNetRegex compile(String expression) {
        try {
            RegexTranslator first = new RegexTranslator(expression, Map.of());
            first.translate();
            Map<String, List<Integer>> groups = numbered(first.groupNames());
            String translated = new RegexTranslator(expression, groups).translate();
            return new DotNetRegex(Pattern.compile(translated, Pattern.UNIX_LINES), groups);
        } catch (PatternSyntaxException e) {
            throw new OctostacheException(
                    "The regular expression " + expression + " is not valid: " + e.getDescription() + ".");
        }
    }

    /** Maps .NET's group names and numbers to Java's groups. Groups with the same name count as one. */
    private static Map<String, List<Integer>> numbered(List<String> names) {
        Map<String, List<Integer>> groups = new HashMap<>();
        groups.put("0", List.of(0));
        int next = 1;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).isEmpty() ? Integer.toString(next++) : names.get(i);
            groups.computeIfAbsent(name, it -> new ArrayList<>()).add(i + 1);
        }
        for (String name : new LinkedHashSet<>(names)) {
            if (!name.isEmpty() && !Character.isDigit(name.charAt(0))) {
                while (groups.containsKey(Integer.toString(next))) {
                    next++;
                }
                groups.put(Integer.toString(next), groups.getOrDefault(name, List.of()));
            }
        }
        return groups;
    }

    Matcher matcher(CharSequence input) {
        return pattern.matcher(input);
    }

    boolean hasGroup(String name) {
        return groups.containsKey(name);
    }

    /** Returns the last match of a group; empty if it did not take part. */
    Optional<String> group(Matcher matcher, String name) {
        List<Integer> own = groups.getOrDefault(name, List.of());
        for (int i = own.size() - 1; i >= 0; i--) {
            String text = matcher.group(own.get(i));
            if (text != null) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    /** Returns the highest number of a group. */
    String lastGroup() {
        int last = 0;
        for (String name : groups.keySet()) {
            if (Character.isDigit(name.charAt(0))) {
                last = Math.max(last, Integer.parseInt(name));
            }
        }
        return Integer.toString(last);
    }
}
