package io.slipway.builds.instant;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.queue.BuildEnd;
import io.slipway.builds.queue.BuildQueue;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.Builds;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs instant builds and keeps their records. The function that runs one holds a lease in the build's record; the
 * sweep restarts a build whose lease has expired from its stored inputs.
 */
public final class InstantBuilds {
    /** The lease of a build that runs during its request: the timeout of the function. */
    public static final Duration REQUEST_LEASE = Duration.ofSeconds(35);

    /** The lease of a build that the sweep runs; it is renewed during the build. */
    public static final Duration LEASE = Duration.ofSeconds(90);

    /** The maximum duration of a build, including all attempts. */
    public static final Duration MAX_TIME = Duration.ofMinutes(30);

    /** The maximum number of builds that a sweep examines. */
    private static final int SWEPT = 20;

    private static final String JOB = "instant/";

    private final InstantEngine engine;
    private final Builds builds;
    private final BuildObjects objects;
    private final BuildQueue queue;
    private final BuildEnd end;
    private final Clock clock;

    public InstantBuilds(
            InstantEngine engine, Builds builds, BuildObjects objects, BuildQueue queue, BuildEnd end, Clock clock) {
        this.engine = engine;
        this.builds = builds;
        this.objects = objects;
        this.queue = queue;
        this.end = end;
        this.clock = clock;
    }

    /** Returns the status of a build that starts during its request, or of one that waits, with an expired lease. */
    public static BuildStatus begun(Instant now, boolean byRequest) {
        return new BuildStatus(
                BuildState.RUNNING,
                now,
                null,
                lease(byRequest ? now.plus(REQUEST_LEASE) : Instant.EPOCH),
                null,
                null,
                null);
    }

    /** Returns whether an instant build waits for the function that runs builds too long for a request. */
    public static boolean waits(Build build) {
        return lease(Instant.EPOCH).equals(build.status().job());
    }

    private static String lease(Instant until) {
        return JOB + until.toEpochMilli();
    }

    /** Returns whether the build is short enough to run during a request. */
    public boolean fitsRequest(Build build, String origin) {
        return engine.isSmall(build.inputs(), host(origin));
    }

    /** Builds the image, and returns the build's record afterwards. */
    public Build run(Build build, BuildJob job) {
        BuildStatus status;
        try {
            BuildReport report = engine.build(
                    job.inputs(),
                    host(job.registry()),
                    build.credential().id(),
                    List.of("the instant engine builds " + build.inputs().image() + ": its Dockerfile runs nothing"));
            BuildFailure failure = report.failure();
            status = build.status()
                    .ended(
                            failure == null ? BuildState.SUCCEEDED : BuildState.FAILED,
                            clock.instant(),
                            failure == null ? report.image() : null,
                            failure)
                    .withConfigImage(failure == null ? engine.configImage(build).orElse(null) : null);
        } catch (RuntimeException e) {
            // The report or the log could not be stored; a running build would block its tag until the sweep.
            BuildFailure failure =
                    BuildFailure.of(null, InstantEngine.DEFECT + e.getClass().getName());
            status = build.status().ended(BuildState.FAILED, clock.instant(), null, failure);
        }
        boolean ended = builds.end(build, status);
        end.cleanUp(build);
        return ended ? build.with(status) : builds.find(build.id()).orElse(build);
    }

    private static String host(String origin) {
        return URI.create(origin).getAuthority();
    }

    /** Restarts the builds whose lease has expired. */
    public void sweep() {
        for (BuildId id : queue.instant(SWEPT)) {
            make(id);
        }
    }

    /** Runs a build, unless another function holds its lease. */
    public void make(BuildId id) {
        Optional<Build> build = builds.find(id);
        if (build.isEmpty() || build.get().state().ended()) {
            queue.leaveInstant(id);
        } else if (expired(build.get())) {
            resume(build.get());
        }
    }

    private boolean expired(Build build) {
        String job = String.valueOf(build.status().job());
        return job.startsWith(JOB)
                && Instant.ofEpochMilli(Long.parseLong(job.substring(JOB.length())))
                        .isBefore(clock.instant());
    }

    private void resume(Build build) {
        Optional<BuildJob> job = objects.job(build.id());
        if (job.isEmpty() || build.created().plus(MAX_TIME).isBefore(clock.instant())) {
            BuildFailure why =
                    BuildFailure.of(null, "the image could not be built within " + MAX_TIME.toMinutes() + " minutes");
            builds.end(build, build.status().ended(BuildState.FAILED, clock.instant(), null, why));
            end.cleanUp(build);
            return;
        }
        AtomicReference<String> lease =
                new AtomicReference<>(lease(clock.instant().plus(LEASE)));
        if (!builds.lease(build.id(), String.valueOf(build.status().job()), lease.get())) {
            return;
        }
        try (ScheduledExecutorService renewal =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory())) {
            var _ = renewal.scheduleAtFixedRate(
                    () -> renew(build, lease), LEASE.toSeconds() / 3, LEASE.toSeconds() / 3, TimeUnit.SECONDS);
            try {
                run(build, job.get());
            } finally {
                renewal.shutdownNow();
            }
        }
    }

    private void renew(Build build, AtomicReference<String> lease) {
        String next = lease(clock.instant().plus(LEASE));
        try {
            if (builds.lease(build.id(), lease.get(), next)) {
                lease.set(next);
            }
        } catch (RuntimeException e) {
            // An exception would end all renewals; the next one comes before the lease expires.
        }
    }
}
