package io.slipway.local.front;

import java.util.Comparator;
import java.util.List;

/**
 * A route of an HTTP API: {@code METHOD /path}, with {@code {name}} for a segment and {@code {proxy+}} at the end for one or more.
 * Of two routes that match a request, the greater one wins.
 *
 * @param method the method, or {@code ANY}
 * @param segments the segments of the path
 */
record RoutePath(String method, List<String> segments) implements Comparable<RoutePath> {
    private static final Comparator<RoutePath> ORDER = Comparator.comparing((RoutePath route) -> !route.isGreedy())
            .thenComparingInt(route -> route.segments().size())
            .thenComparingLong(RoutePath::literals)
            .thenComparing(route -> !route.method().equals("ANY"));

    static RoutePath of(String route) {
        int space = route.indexOf(' ');
        return new RoutePath(
                route.substring(0, space), List.of(route.substring(space + 1).split("/", -1)));
    }

    /** Returns whether a request matches, by its method and the segments of its path. */
    boolean fits(String requested, List<String> parts) {
        if (!method.equals("ANY") && !method.equals(requested)) {
            return false;
        }
        int fixed = isGreedy() ? segments.size() - 1 : segments.size();
        if (isGreedy() ? !hasRest(parts, fixed) : parts.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            boolean same = isVariable(segments.get(i))
                    ? !parts.get(i).isEmpty()
                    : segments.get(i).equals(parts.get(i));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the greedy part has at least one character. */
    private static boolean hasRest(List<String> parts, int fixed) {
        return parts.size() > fixed
                && !String.join("/", parts.subList(fixed, parts.size())).isEmpty();
    }

    private boolean isGreedy() {
        return segments.getLast().endsWith("+}");
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private long literals() {
        return segments.stream().filter(segment -> !isVariable(segment)).count();
    }

    @Override
    public int compareTo(RoutePath other) {
        return ORDER.compare(this, other);
    }
}
