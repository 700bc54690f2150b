package io.slipway.e2e;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.route.Route;
import io.slipway.function.api.ApiRoutes;
import io.slipway.function.builds.BuildParts;
import io.slipway.function.janitor.JanitorRoutes;
import io.slipway.function.pull.PullRoutes;
import io.slipway.function.push.PushRoutes;
import io.slipway.function.retention.RetentionRoutes;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes of all tables. */
final class AllRoutes {
    private AllRoutes() {}

    /** Returns each route as {@code METHOD /path}. */
    static Set<String> names() {
        Backend backend = new Backend(new Environment(nowhere()));
        Stream<Route> registry =
                Stream.concat(new PullRoutes(backend).routes().stream(), new PushRoutes(backend).routes().stream());
        Stream<Route> api = Stream.concat(ApiRoutes.of(backend).stream(), new BuildParts(backend).routes().stream());
        Stream<Route> janitor = new JanitorRoutes(backend, line -> {}).routes().stream();
        Stream<Route> retention = new RetentionRoutes(backend).routes().stream();
        return Stream.of(registry, api, janitor, retention)
                .flatMap(routes -> routes)
                .flatMap(Route::lines)
                .collect(Collectors.toSet());
    }

    /** Returns the environment variables of functions that never call AWS. */
    static Map<String, String> nowhere() {
        return Map.ofEntries(
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "none"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "none"),
                Map.entry("SLIPWAY_TABLE", "none"),
                Map.entry("SLIPWAY_BUCKET", "none"),
                Map.entry("SLIPWAY_SIGNING_KEY_SECRET", "none"),
                Map.entry("SLIPWAY_TICKET_KEY_SECRET", "none"),
                Map.entry("SLIPWAY_ADMIN_TOKEN_SECRET", "none"),
                Map.entry("SLIPWAY_GARBAGE_GRACE_HOURS", "24"),
                Map.entry("SLIPWAY_BUILDS_SECRET", "none"),
                Map.entry("SLIPWAY_WEBHOOK_SECRET", "none"),
                Map.entry("SLIPWAY_BUILDS_KEY", "none"),
                Map.entry("SLIPWAY_PROVENANCE_KEY", "none"),
                Map.entry("SLIPWAY_BUILDS_PROJECT", "none"),
                Map.entry("SLIPWAY_BUILDS_PLACES", "1"),
                Map.entry("SLIPWAY_BUILDS_TIMEOUT_MINUTES", "60"));
    }
}
