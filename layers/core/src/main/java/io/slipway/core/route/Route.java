package io.slipway.core.route;

import io.slipway.core.access.Action;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One line of a table of routes: {@code <name>} in a path is a repository's name, any other {@code <part>} is one segment. */
public final class Route {
    private final Set<String> methods;
    private final String text;
    private final PathPattern path;
    private final Guard guard;
    private final Operation operation;

    private Route(Set<String> methods, String path, Guard guard, Operation operation) {
        this.methods = Set.copyOf(methods);
        this.text = path;
        this.path = new PathPattern(path);
        this.guard = guard;
        this.operation = operation;
    }

    /**
     * Returns a route of the registry.
     *
     * @param action the action that the caller must be allowed to do; null if any valid bearer token is enough
     * @param operation the operation that answers
     */
    public static Route of(Set<String> methods, String path, @Nullable Action action, Operation operation) {
        return new Route(methods, path, new Guard.Bearer(action, false), operation);
    }

    /** Returns the route of the catalogue, whose scope the caller must have requested ({@link io.slipway.core.access.Scope#CATALOG}). */
    public static Route ofCatalog(Set<String> methods, String path, Operation operation) {
        return new Route(methods, path, new Guard.Bearer(null, true), operation);
    }

    /** Returns a route of the API, which needs a Slipway token. */
    public static Route ofApi(String method, String path, Operation operation) {
        return new Route(Set.of(method), path, Guard.TOKEN, operation);
    }

    /** Returns a route of the API without a check of its callers. */
    public static Route open(String method, String path, Operation operation) {
        return new Route(Set.of(method), path, Guard.OPEN, operation);
    }

    /** Returns the path in the form of the table. */
    public String path() {
        return text;
    }

    public Set<String> methods() {
        return methods;
    }

    /** Each method with the path, as people write it: {@code GET /api/spaces/<space>}. */
    public Stream<String> lines() {
        return methods.stream().map(method -> method + " " + text);
    }

    public Operation operation() {
        return operation;
    }

    Guard guard() {
        return guard;
    }

    Optional<Map<String, String>> match(String requested) {
        return path.match(requested);
    }
}
