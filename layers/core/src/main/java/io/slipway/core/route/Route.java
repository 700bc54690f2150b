package io.slipway.core.route;

import io.slipway.core.access.Action;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of the registry's table of routes. */
public final class Route {
    private final Set<String> methods;
    private final String text;
    private final PathPattern path;
    private final @Nullable Action action;
    private final boolean catalog;
    private final Operation operation;

    private Route(Set<String> methods, String path, @Nullable Action action, boolean catalog, Operation operation) {
        this.methods = Set.copyOf(methods);
        this.text = path;
        this.path = new PathPattern(path);
        this.action = action;
        this.catalog = catalog;
        this.operation = operation;
    }

    /**
     * A line of the table.
     *
     * @param methods the methods
     * @param path the path: {@code <name>} is a repository's name, any other {@code <part>} is one segment
     * @param action what the caller must be allowed to do; null where a valid bearer token is enough
     * @param operation what answers
     */
    public static Route of(Set<String> methods, String path, @Nullable Action action, Operation operation) {
        return new Route(methods, path, action, false, operation);
    }

    /** The line of the catalogue, for which the caller must have asked ({@link io.slipway.core.access.Scope#CATALOG}). */
    public static Route ofCatalog(Set<String> methods, String path, Operation operation) {
        return new Route(methods, path, null, true, operation);
    }

    /** The path as it stands in the table. */
    public String path() {
        return text;
    }

    public Set<String> methods() {
        return methods;
    }

    @Nullable
    Action action() {
        return action;
    }

    boolean catalog() {
        return catalog;
    }

    Operation operation() {
        return operation;
    }

    Optional<Map<String, String>> match(String requested) {
        return path.match(requested);
    }
}
