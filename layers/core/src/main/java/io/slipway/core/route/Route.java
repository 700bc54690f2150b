package io.slipway.core.route;

import io.slipway.core.access.Action;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of routes.
 *
 * @param methods the methods
 * @param path the path: {@code <name>} is a repository's name, any other {@code <part>} is one segment
 * @param action what the caller must be allowed to do; null where a valid bearer token is enough
 * @param operation what answers
 * @param section where the distribution specification describes it
 * @param pattern the path as a regular expression, made by {@link #of}
 */
public record Route(
        Set<String> methods,
        String path,
        @Nullable Action action,
        Operation operation,
        String section,
        Pattern pattern) {
    private static final Pattern PART = Pattern.compile("<([a-z]+)>");

    /** A line of the table. */
    public static Route of(
            Set<String> methods, String path, @Nullable Action action, Operation operation, String section) {
        String expression = PART.matcher(path)
                .replaceAll(part -> part.group(1).equals("name") ? "(?<name>.+)" : "(?<" + part.group(1) + ">[^/]*)");
        return new Route(methods, path, action, operation, section, Pattern.compile(expression, Pattern.DOTALL));
    }

    /** The named parts of the path, if it is of this route. */
    Optional<Map<String, String>> match(String requested) {
        Matcher matcher = pattern.matcher(requested);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parts = new LinkedHashMap<>();
        matcher.namedGroups().forEach((part, group) -> parts.put(part, matcher.group(group)));
        return Optional.of(parts);
    }
}
