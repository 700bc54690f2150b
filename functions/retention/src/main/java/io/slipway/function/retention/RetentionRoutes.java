package io.slipway.function.retention;

import io.slipway.aws.Backend;
import io.slipway.builds.record.Builds;
import io.slipway.builds.retention.Deployments;
import io.slipway.builds.retention.GetRetention;
import io.slipway.builds.retention.LeaseDeployment;
import io.slipway.builds.retention.ListDeployments;
import io.slipway.builds.retention.Policies;
import io.slipway.builds.retention.PreviewRetention;
import io.slipway.builds.retention.PutRetention;
import io.slipway.builds.retention.Retention;
import io.slipway.builds.retention.RetentionRun;
import io.slipway.builds.retention.RetireDeployment;
import io.slipway.builds.retention.RunRetention;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinCleanup;
import io.slipway.core.bin.EmptyBinEntry;
import io.slipway.core.bin.ListBin;
import io.slipway.core.bin.RepositoryBin;
import io.slipway.core.bin.RestoreBinEntry;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.core.space.Spaces;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The table of routes. The OpenAPI document has them under the tag retention. */
public final class RetentionRoutes {
    /** The path of the schedule's request, to which the gateway has no route. */
    static final String SCHEDULED = "/retention";

    private final List<Route> routes;
    private final Router router;

    public RetentionRoutes(Backend backend) {
        Spaces spaces = backend.spaces();
        Clock clock = backend.clock();
        Policies policies = backend.forBuilds().policies();
        Builds builds = backend.forBuilds().builds();
        Deployments deployments = backend.forBuilds().deployments();
        Bin bin = backend.bin();
        RepositoryBin repositoryBin = backend.repositoryBin();
        Retention retention = new Retention(
                new Retention.Ports(backend.repositories(), backend.forBuilds().contents(), builds, deployments, bin),
                clock);
        RetentionRun run = new RetentionRun(retention, policies, bin, clock);
        String rules = "/api/spaces/<space>/retention";
        String deployment = "/api/spaces/<space>/deployments/<id>";
        String entry = "/api/spaces/<space>/bin/<id>";
        routes = List.of(
                Route.ofApi("GET", rules, new GetRetention(spaces, policies)),
                Route.ofApi("PUT", rules, new PutRetention(spaces, policies)),
                Route.ofApi("POST", rules + "/preview", new PreviewRetention(spaces, policies, retention, clock)),
                Route.ofApi("POST", rules + "/run", new RunRetention(spaces, policies, run, clock)),
                Route.ofApi("GET", "/api/spaces/<space>/deployments", new ListDeployments(spaces, builds, deployments)),
                Route.ofApi("POST", deployment + "/retire", new RetireDeployment(builds, deployments, clock)),
                Route.ofApi("POST", deployment + "/lease", new LeaseDeployment(builds, deployments, clock)),
                Route.ofApi("GET", "/api/spaces/<space>/bin", new ListBin(spaces, bin, backend.binContents(), clock)),
                Route.ofApi(
                        "POST",
                        entry + "/restore",
                        new RestoreBinEntry(bin, backend.binRestoration(), repositoryBin, clock)),
                Route.ofApi("DELETE", entry, new EmptyBinEntry(bin, repositoryBin, clock)));
        List<Route> all = new ArrayList<>(routes);
        all.add(Route.open(
                "POST",
                SCHEDULED,
                new ScheduledRetention(
                        spaces,
                        policies,
                        run,
                        new BinCleanup(bin, repositoryBin, clock),
                        new QuotaWatch(backend.usage(), builds, clock),
                        clock)));
        router = new Router(all, backend.forLogins().credentials());
    }

    /** Returns the table, for the documents and tests that list every route. */
    public List<Route> routes() {
        return routes;
    }

    Router router() {
        return router;
    }
}
