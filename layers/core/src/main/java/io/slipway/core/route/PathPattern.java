package io.slipway.core.route;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with named parts: {@code <name>} is a repository's name, slashes included; any other {@code <part>} is one segment. */
final class PathPattern {
    private static final Pattern PART = Pattern.compile("<([a-z]+)>");

    private final Pattern pattern;

    PathPattern(String path) {
        String expression = PART.matcher(path)
                .replaceAll(part -> part.group(1).equals("name") ? "(?<name>.+)" : "(?<" + part.group(1) + ">[^/]*)");
        this.pattern = Pattern.compile(expression, Pattern.DOTALL);
    }

    /** Returns the named parts of the path if it matches this pattern. */
    Optional<Map<String, String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parts = new LinkedHashMap<>();
        matcher.namedGroups().forEach((part, group) -> parts.put(part, matcher.group(group)));
        return Optional.of(parts);
    }
}
