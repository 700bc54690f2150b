package io.slipway.function.janitor;

import io.slipway.aws.Backend;
import io.slipway.core.housekeeping.CollectGarbage;
import io.slipway.core.housekeeping.Janitor;
import io.slipway.core.housekeeping.Scrub;
import io.slipway.core.housekeeping.ScrubStorage;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.core.usage.Usages;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The table of the janitor's routes. */
public final class JanitorRoutes {
    /** The path of the schedule's request, to which the gateway has no route. */
    static final String SCHEDULED = "/janitor";

    /** The path of the request for the monthly scrub, which the schedule sends every hour, because the scrub is done in parts. */
    static final String MONTHLY = "/janitor/scrub";

    /** The time for which a run of the schedule collects garbage. */
    private static final Duration SHARE = Duration.ofMinutes(3);

    /** The time for which it counts usage after that; both together are less than the function's timeout. */
    private static final Duration COUNTING = Duration.ofMinutes(1);

    private final List<Route> routes;
    private final Router router;
    private final Janitor janitor;
    private final Usages usages;
    private final Scrub scrub;
    private final Clock clock;

    public JanitorRoutes(Backend backend, Consumer<String> log) {
        this.clock = backend.clock();
        this.janitor = backend.forHousekeeping().janitor(log);
        this.usages = backend.usage();
        this.scrub = backend.forHousekeeping().scrub();
        this.routes = List.of(
                Route.ofApi("POST", "/api/gc", new CollectGarbage(janitor, clock)),
                Route.ofApi("POST", "/api/gc/scrub", new ScrubStorage(scrub, clock)));
        List<Route> all = new ArrayList<>(routes);
        all.add(Route.open("POST", SCHEDULED, this::scheduled));
        all.add(Route.open("POST", MONTHLY, this::monthly));
        this.router = new Router(all, backend.forLogins().credentials());
    }

    private Response scheduled(Call call) {
        janitor.run(clock.instant().plus(SHARE));
        usages.count(clock.instant().plus(COUNTING));
        return Response.of(204);
    }

    private Response monthly(Call call) {
        Response answer = Response.of(204);
        return scrub.runMonthly(clock.instant().plus(SHARE))
                .map(report -> answer.noting("orphans", report.path("orphans").asText())
                        .noting("missing", report.path("missing").asText()))
                .orElse(answer);
    }

    /** Returns the table, for the documents and tests that list every route. */
    public List<Route> routes() {
        return routes;
    }

    Router router() {
        return router;
    }
}
