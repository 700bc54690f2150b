package io.slipway.builds.queue;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.JobStatus;
import io.slipway.builds.job.Jobs;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.Builds;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.JobStage;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.StoredManifest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the jobs: by CodeBuild's events, which may be late, repeated, lost or out of order, and by a sweep that
 * checks every job with a slot.
 */
public final class JobWatch {
    /** The maximum time that a build waits for a slot. */
    public static final Duration MAX_WAIT = Duration.ofHours(8);

    /** The maximum number of waiting builds that one sweep reads. */
    private static final int SWEPT = 100;

    private final Builds builds;
    private final BuildQueue queue;
    private final BuildObjects objects;
    private final Manifests manifests;
    private final Jobs jobs;
    private final BuildEnd end;
    private final Provenances provenances;
    private final Dispatcher dispatcher;
    private final Clock clock;

    public JobWatch(
            Builds builds,
            BuildQueue queue,
            BuildObjects objects,
            Manifests manifests,
            Jobs jobs,
            BuildEnd end,
            Provenances provenances,
            Dispatcher dispatcher,
            Clock clock) {
        this.builds = builds;
        this.queue = queue;
        this.objects = objects;
        this.manifests = manifests;
        this.jobs = jobs;
        this.end = end;
        this.provenances = provenances;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** Attaches signed provenance to images. */
    public interface Provenances {
        /**
         * Attaches the provenance to the image of a job.
         *
         * @throws IOException if the image was deleted
         */
        void attach(Build build, StoredManifest image) throws IOException;
    }

    /** Handles an event with the status of a build's job. */
    public void event(BuildId id, String job, JobStatus status) {
        builds.find(id).ifPresent(build -> follow(build, job, status));
        if (status.state() != JobStatus.State.IN_PROGRESS) {
            dispatcher.run();
        }
    }

    /** Checks all jobs with a slot, ends builds that have waited too long, and starts the jobs that can be started. */
    public void sweep() {
        Map<String, Build> running = new HashMap<>();
        Set<BuildId> waiting = new HashSet<>(queue.waiting(SWEPT));
        for (BuildId id : queue.placed()) {
            Optional<Build> build = builds.find(id);
            String job = build.map(it -> it.status().job()).orElse(null);
            if (job != null && !build.orElseThrow().state().ended()) {
                running.put(job, build.orElseThrow());
            } else if (build.isEmpty()) {
                queue.release(id);
            } else if (build.get().state().ended()) {
                end.cleanUp(build.get());
            }
        }
        Map<String, JobStatus> known = running.isEmpty() ? Map.of() : jobs.status(running.keySet());
        running.forEach((job, build) -> follow(
                build,
                job,
                known.getOrDefault(
                        job, new JobStatus(JobStatus.State.FAULT, "CodeBuild must know the job, but does not"))));
        waiting.forEach(this::endIfOld);
        dispatcher.run();
    }

    private void endIfOld(BuildId id) {
        builds.find(id)
                .filter(build -> build.created().plus(MAX_WAIT).isBefore(clock.instant()))
                .ifPresent(build -> {
                    BuildFailure why = BuildFailure.of(
                            null, "the build waited " + MAX_WAIT.toHours() + " hours for a slot, but did not get one");
                    if (builds.endUnlessStarted(
                            build, build.status().ended(BuildState.TIMED_OUT, clock.instant(), null, why))) {
                        end.cleanUp(build);
                    }
                });
    }

    private void follow(Build build, String job, JobStatus status) {
        String known = build.status().job();
        if (known != null && !known.equals(job)) {
            return; // the job was started twice, and the other one counts
        }
        if (status.state() == JobStatus.State.IN_PROGRESS) {
            if (known == null) {
                builds.started(build.id(), job, clock.instant());
            }
            return;
        }
        if (status.state() == JobStatus.State.NEVER_BEGAN && builds.waitAgain(build.id(), job)) {
            end.giveUpPlace(build);
            return;
        }
        if (!build.state().ended()) {
            BuildStatus named = new BuildStatus(build.state(), build.status().started(), null, job, null, null, null);
            end(build.with(named), status);
        }
        end.cleanUp(build);
    }

    /** Ends the build; as failed if the job moved the tag, with a bearer token, after it was examined. */
    private void end(Build build, JobStatus job) {
        BuildStatus status = ended(build, job);
        if (!builds.end(build, status) && status.image() != null) {
            builds.end(
                    build,
                    end(
                            build,
                            BuildState.FAILED,
                            failure(
                                    objects.report(build.id()),
                                    "the tag was moved after the job reported its image",
                                    "")));
        }
    }

    private BuildStatus ended(Build build, JobStatus job) {
        Optional<BuildReport> report = objects.report(build.id());
        return switch (job.state()) {
            case SUCCEEDED -> succeeded(build, report);
            case STOPPED -> end(build, BuildState.CANCELLED, failure(report, "the build was cancelled", ""));
            case TIMED_OUT ->
                end(build, BuildState.TIMED_OUT, failure(report, "the job exceeded its time limit", job.context()));
            case FAILED -> end(build, BuildState.FAILED, failed(report, job));
            case NEVER_BEGAN ->
                end(build, BuildState.TIMED_OUT, failure(report, "the job did not get a machine", job.context()));
            case FAULT -> end(build, BuildState.FAILED, failure(report, "CodeBuild lost the job", job.context()));
            case IN_PROGRESS -> throw new IllegalArgumentException("the job must have ended, but is in progress");
        };
    }

    /** Checks a reported success: the registry must have the image under its tag. */
    private BuildStatus succeeded(Build build, Optional<BuildReport> report) {
        var image = report.map(BuildReport::image);
        var tagged =
                manifests.resolve(build.inputs().repository(), build.inputs().tag());
        Digest config = build.configTag()
                .flatMap(tag -> manifests.resolve(build.inputs().repository(), tag))
                .orElse(null);
        boolean complete = !build.configImage() || config != null;
        if (image.isPresent() && image.equals(tagged) && complete) {
            return attested(build, report, image.get())
                    .orElseGet(() -> build.status()
                            .ended(BuildState.SUCCEEDED, clock.instant(), image.get(), null)
                            .withConfigImage(config));
        }
        String what = image.isEmpty()
                ? "the job ended without reporting an image"
                : !complete
                        ? "the job did not push the image of the changed files, "
                                + build.inputs().configTag()
                        : "the image that the job reports is not in the registry";
        return end(build, BuildState.FAILED, failure(report, what, ""));
    }

    /** Attaches the provenance; returns the build's final status if that fails. */
    private Optional<BuildStatus> attested(Build build, Optional<BuildReport> report, Digest image) {
        try {
            Optional<StoredManifest> manifest = manifests.find(build.inputs().repository(), image);
            if (manifest.isPresent()) {
                provenances.attach(build, manifest.get());
            }
            return Optional.empty();
        } catch (IOException e) {
            String why = "the provenance was not attached to the image: " + e.getMessage();
            return Optional.of(end(build, BuildState.FAILED, failure(report, why, "")));
        }
    }

    private static BuildFailure failed(Optional<BuildReport> report, JobStatus job) {
        return report.map(BuildReport::failure)
                .orElseGet(() -> failure(
                        report,
                        report.isPresent()
                                ? "the job ended unexpectedly"
                                : "the job failed before it could report a reason",
                        job.context()));
    }

    private static BuildFailure failure(Optional<BuildReport> report, String what, String context) {
        @Nullable JobStage stage = report.map(BuildReport::stage).orElse(null);
        return new BuildFailure(stage, context.isEmpty() ? what : what + ": " + context, null, 0, List.of());
    }

    private BuildStatus end(Build build, BuildState state, BuildFailure failure) {
        return build.status().ended(state, clock.instant(), null, failure);
    }
}
