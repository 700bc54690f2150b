package io.slipway.function.builds;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.builds.BuildEnd;
import io.slipway.builds.BuildInputs;
import io.slipway.builds.BuildKeys;
import io.slipway.builds.BuildObjects;
import io.slipway.builds.BuildPlanner;
import io.slipway.builds.BuildQueue;
import io.slipway.builds.Builds;
import io.slipway.builds.CancelBuild;
import io.slipway.builds.DiffBuilds;
import io.slipway.builds.Dispatcher;
import io.slipway.builds.GetBuild;
import io.slipway.builds.JobWatch;
import io.slipway.builds.Jobs;
import io.slipway.builds.ListBuilds;
import io.slipway.builds.ListDeploymentImages;
import io.slipway.builds.ReadBuildLog;
import io.slipway.builds.RequestBuild;
import io.slipway.core.blob.Blobs;
import io.slipway.core.route.ApiRouter.ApiRoute;
import io.slipway.core.route.ApiRouter.Line;
import java.time.Duration;
import java.util.List;

/** The parts of the domain of builds, put together once. */
public final class BuildParts {
    private final Backend backend;
    private final Builds builds;
    private final BuildQueue queue;
    private final BuildObjects objects;
    private final Jobs jobs;
    private final BuildEnd end;
    private final Dispatcher dispatcher;

    public BuildParts(Backend backend) {
        Environment environment = backend.environment();
        this.backend = backend;
        this.builds = backend.builds();
        this.queue = backend.buildQueue();
        this.objects = backend.buildObjects();
        this.jobs = backend.jobs();
        this.end = new BuildEnd(queue, backend.tokens(), objects);
        Dispatcher.Bounds bounds = new Dispatcher.Bounds(
                Integer.parseInt(environment.required("SLIPWAY_BUILDS_PLACES")),
                Duration.ofMinutes(Long.parseLong(environment.required("SLIPWAY_BUILDS_TIMEOUT_MINUTES"))));
        this.dispatcher = new Dispatcher(builds, queue, jobs, backend.tokens(), objects, bounds, backend.clock());
    }

    BuildQueue queue() {
        return queue;
    }

    Builds builds() {
        return builds;
    }

    JobWatch watch() {
        return new JobWatch(builds, queue, objects, backend.manifests(), jobs, end, dispatcher, backend.clock());
    }

    /** The routes of the API that this function answers; the OpenAPI document has them under the tag builds. */
    public List<ApiRoute> routes() {
        BuildPlanner planner = new BuildPlanner(
                backend.packages(),
                backend.manifests(),
                new SdiSources(new Blobs(backend.blobLinks(), backend.readOnlyBlobObjects()), backend.blobBytes()),
                BuildInputs.BUILDER);
        String one = "/api/spaces/<space>/builds/<id>";
        return List.of(
                new Line(
                        "POST",
                        "/api/spaces/<space>/builds",
                        new RequestBuild(
                                backend.spaces(),
                                planner,
                                new BuildKeys(backend.secret("SLIPWAY_BUILDS_SECRET")),
                                builds,
                                objects,
                                dispatcher,
                                backend.clock())),
                new Line("GET", "/api/spaces/<space>/builds", new ListBuilds(builds)),
                new Line("GET", one, new GetBuild(builds)),
                new Line("POST", one + "/cancel", new CancelBuild(builds, jobs, end, backend.clock())),
                new Line("GET", one + "/log", new ReadBuildLog(builds, objects)),
                new Line("GET", one + "/diff/<other>", new DiffBuilds(builds, objects)),
                new Line(
                        "GET",
                        "/api/spaces/<space>/deployments/<id>/images",
                        new ListDeploymentImages(builds, backend.manifests())));
    }
}
