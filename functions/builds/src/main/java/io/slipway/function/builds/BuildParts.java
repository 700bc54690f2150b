package io.slipway.function.builds;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.builds.attest.Signer;
import io.slipway.builds.inputs.BuildKeys;
import io.slipway.builds.instant.EngineChoice;
import io.slipway.builds.instant.Indexes;
import io.slipway.builds.instant.InstantBuilds;
import io.slipway.builds.instant.InstantEngine;
import io.slipway.builds.instant.RecentBytes;
import io.slipway.builds.instant.RecentIndexes;
import io.slipway.builds.instant.SignProvenance;
import io.slipway.builds.instant.StoredImages;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.Jobs;
import io.slipway.builds.queue.BuildEnd;
import io.slipway.builds.queue.BuildQueue;
import io.slipway.builds.queue.CancelBuild;
import io.slipway.builds.queue.Dispatcher;
import io.slipway.builds.queue.JobWatch;
import io.slipway.builds.queue.Requesters;
import io.slipway.builds.record.Builds;
import io.slipway.builds.request.BuildPlanner;
import io.slipway.builds.request.RequestBuild;
import io.slipway.builds.view.DiffBuilds;
import io.slipway.builds.view.GetBuild;
import io.slipway.builds.view.GetBuildReport;
import io.slipway.builds.view.GetProvenanceKey;
import io.slipway.builds.view.ListBuilds;
import io.slipway.builds.view.ListDeploymentImages;
import io.slipway.builds.view.ReadBuildLog;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.route.Route;
import io.slipway.core.space.QuotaCheck;
import io.slipway.packages.feed.Packages;
import io.slipway.packages.sdi.SdiPackages;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Creates and connects the parts of the domain of builds. */
public final class BuildParts {
    private final Backend backend;
    private final Builds builds;
    private final BuildQueue queue;
    private final BuildObjects objects;
    private final Jobs jobs;
    private final BuildEnd end;
    private final Dispatcher dispatcher;
    private final BlobBytes bytes;
    private final StoredImages images;
    private final Indexes indexes;
    private final Signer signer;

    public BuildParts(Backend backend) {
        Environment environment = backend.environment();
        this.backend = backend;
        this.builds = backend.forBuilds().builds();
        this.queue = backend.forBuilds().buildQueue();
        this.objects = backend.forBuilds().buildObjects();
        this.jobs = backend.forBuilds().jobs();
        this.bytes = new RecentBytes(backend.blobBytes());
        this.images = new StoredImages(backend.manifests(), backend.blobLinks(), bytes);
        this.indexes = new RecentIndexes(backend.forBuilds().indexes());
        this.signer = backend.forBuilds().provenanceSigner();
        this.end = new BuildEnd(queue, backend.forLogins().tokens(), objects);
        Dispatcher.Bounds bounds = new Dispatcher.Bounds(
                Integer.parseInt(environment.required("SLIPWAY_BUILDS_PLACES")),
                Duration.ofMinutes(Long.parseLong(environment.required("SLIPWAY_BUILDS_TIMEOUT_MINUTES"))));
        this.dispatcher = new Dispatcher(
                builds,
                queue,
                jobs,
                backend.forLogins().tokens(),
                new Requesters(backend.forLogins().tokens(), backend.spaces(), backend.clock()),
                objects,
                bounds,
                backend.clock());
    }

    BuildQueue queue() {
        return queue;
    }

    Builds builds() {
        return builds;
    }

    JobWatch watch() {
        return new JobWatch(
                builds, queue, objects, backend.manifests(), jobs, end, provenances(), dispatcher, backend.clock());
    }

    /** Attaches signed provenance, with the registry's host from the job's data. */
    private JobWatch.Provenances provenances() {
        SignProvenance provenance = new SignProvenance(ports());
        return (build, image) -> {
            Optional<BuildJob> job = objects.job(build.id());
            if (job.isPresent()) {
                provenance.attach(
                        build.inputs(),
                        image,
                        URI.create(job.get().registry()).getAuthority(),
                        build.credential().id());
            }
        };
    }

    InstantBuilds instant() {
        Path temporary = Path.of(
                backend.environment().optional("TMPDIR").orElseGet(() -> System.getProperty("java.io.tmpdir", "/tmp")));
        InstantEngine engine = new InstantEngine(ports(), objects, temporary);
        return new InstantBuilds(engine, builds, objects, queue, end, backend.clock());
    }

    private InstantEngine.Ports ports() {
        return new InstantEngine.Ports(
                backend.blobs(backend.readOnlyBlobObjects()),
                bytes,
                backend.blobLinks(),
                backend.manifests(),
                images,
                backend.uploadObjects(),
                indexes,
                backend.forBuilds().writtenLayers(),
                signer,
                backend.clock());
    }

    /** Returns the routes of this function; the OpenAPI document has them under the tag builds. */
    public List<Route> routes() {
        BuildPlanner planner = new BuildPlanner(
                new Packages(backend.manifests(), backend.packageListing()),
                backend.manifests(),
                new SdiPackages(backend.blobs(backend.readOnlyBlobObjects()), bytes),
                new EngineChoice(images, bytes));
        String one = "/api/spaces/<space>/builds/<id>";
        return List.of(
                Route.ofApi(
                        "POST",
                        "/api/spaces/<space>/builds",
                        new RequestBuild(
                                backend.spaces(),
                                new QuotaCheck(backend.spaces(), backend.usage(), backend.clock()),
                                planner,
                                new BuildKeys(backend.secret("SLIPWAY_BUILDS_SECRET")),
                                builds,
                                objects,
                                dispatcher,
                                instant(),
                                backend.forBuilds().deployments(),
                                backend.clock())),
                Route.open("GET", "/api/provenance-key", new GetProvenanceKey(signer)),
                Route.ofApi("GET", "/api/spaces/<space>/builds", new ListBuilds(builds)),
                Route.ofApi("GET", one, new GetBuild(builds)),
                Route.ofApi("POST", one + "/cancel", new CancelBuild(builds, jobs, end, backend.clock())),
                Route.ofApi("GET", one + "/log", new ReadBuildLog(builds, objects)),
                Route.ofApi("GET", one + "/report", new GetBuildReport(builds, objects)),
                Route.ofApi("GET", one + "/diff/<other>", new DiffBuilds(builds, objects)),
                Route.ofApi(
                        "GET",
                        "/api/spaces/<space>/deployments/<id>/images",
                        new ListDeploymentImages(builds, backend.manifests())));
    }
}
