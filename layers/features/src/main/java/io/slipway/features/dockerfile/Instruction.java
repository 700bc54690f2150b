package io.slipway.features.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One instruction of a Dockerfile.
 *
 * @param line its first line, from 1 on
 * @param name its name in upper case, such as {@code COPY}
 * @param flags its flags without their dashes, such as {@code from} with {@code build}; the value of a flag that has none is empty
 * @param arguments what follows, on one line
 * @param heredocs the names of the here-documents that follow it
 */
public record Instruction(int line, String name, Map<String, String> flags, String arguments, List<String> heredocs) {
    private static final Pattern ITEM = Pattern.compile("\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:,|$)");

    public Instruction {
        flags = Map.copyOf(flags);
        heredocs = List.copyOf(heredocs);
    }

    /** The words of the arguments: those of a JSON list, where they are one, or what blanks separate. */
    public List<String> words() {
        return json().orElseGet(() -> arguments.isEmpty() ? List.of() : List.of(arguments.split("\\s+", -1)));
    }

    private Optional<List<String>> json() {
        if (!arguments.startsWith("[") || !arguments.endsWith("]")) {
            return Optional.empty();
        }
        String inside = arguments.substring(1, arguments.length() - 1);
        List<String> items = new ArrayList<>();
        Matcher item = ITEM.matcher(inside);
        int end = 0;
        while (end < inside.length() && item.find(end) && item.start() == end) {
            items.add(item.group(1).replaceAll("\\\\(.)", "$1"));
            end = item.end();
        }
        return inside.isBlank() || end == inside.length() ? Optional.of(items) : Optional.empty();
    }
}
