package io.slipway.builds.queue;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.Jobs;
import io.slipway.builds.job.JobsException;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.Builds;
import io.slipway.builds.record.JobCredential;
import io.slipway.builds.report.BuildFailure;
import io.slipway.core.access.Action;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.access.Tokens;
import io.slipway.core.name.RepositoryName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Starts the jobs of waiting builds, oldest first, as many as there are slots. Any number of dispatchers may run
 * concurrently, and each may be interrupted at any point: a slot is reserved before the job starts, a repeated start
 * returns the same job, and the build leaves the queue only when its record contains its job.
 */
public final class Dispatcher {
    /** The maximum number of builds started in one run. */
    private static final int MAX_STARTS = 20;

    /** The maximum time that a job waits for a machine in CodeBuild; the template's project must have the same value. */
    public static final Duration MAX_QUEUED = Duration.ofMinutes(30);

    /** The time for which a job's token remains valid after the job's time limit. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    /**
     * The limits of builds.
     *
     * @param places the maximum number of concurrent jobs
     * @param timeout the maximum time of a job
     */
    public record Bounds(int places, Duration timeout) {
        /** The maximum number of concurrent jobs: as many as one call of CodeBuild describes. */
        public static final int MAX_PLACES = 100;

        public Bounds {
            if (places < 1 || places > MAX_PLACES) {
                throw new IllegalArgumentException(
                        "the number of concurrent jobs must be 1 to " + MAX_PLACES + ", but was " + places);
            }
        }
    }

    private final Builds builds;
    private final BuildQueue queue;
    private final Jobs jobs;
    private final Tokens tokens;
    private final Requesters requesters;
    private final BuildObjects objects;
    private final Bounds bounds;
    private final Clock clock;

    public Dispatcher(
            Builds builds,
            BuildQueue queue,
            Jobs jobs,
            Tokens tokens,
            Requesters requesters,
            BuildObjects objects,
            Bounds bounds,
            Clock clock) {
        this.builds = builds;
        this.queue = queue;
        this.jobs = jobs;
        this.tokens = tokens;
        this.requesters = requesters;
        this.objects = objects;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Starts the jobs that can be started now. */
    public void run() {
        for (BuildId id : queue.waiting(MAX_STARTS)) {
            if (!queue.reserve(id, bounds.places()) || !start(id)) {
                return;
            }
        }
    }

    /** Starts one job; false if no other job could be started either. */
    private boolean start(BuildId id) {
        Optional<Build> build = builds.find(id).filter(it -> it.state() == BuildState.QUEUED);
        if (build.isEmpty()) {
            queue.leave(id);
            queue.release(id);
            return true;
        }
        if (!requesters.stillMay(build.get())) {
            withdraw(build.get());
            return true;
        }
        admit(build.get());
        try {
            String job = jobs.start(id);
            if (!builds.started(id, job, clock.instant())) {
                overtaken(build.get(), job);
            }
            queue.leave(id);
            return true;
        } catch (JobsException e) {
            if (e.full()) {
                queue.release(id);
                return false;
            }
            refuse(build.get(), e);
            return true;
        }
    }

    /** Stops a job whose build was just cancelled, or has already ended with another dispatcher's job. The sweep releases the slot. */
    private void overtaken(Build build, String job) {
        jobs.stop(job);
        if (builds.find(build.id()).filter(now -> now.state().ended()).isPresent()) {
            tokens.remove(build.credential().id());
        }
    }

    /** Makes the job's token valid, for the registry but not for the API. Another dispatcher may already have done so. */
    private void admit(Build build) {
        JobCredential credential = build.credential();
        Instant now = clock.instant();
        BuildInputs inputs = build.inputs();
        List<Grant> grants = Stream.concat(
                        Stream.of(grant(inputs.repository(), EnumSet.of(Action.PULL, Action.PUSH))),
                        inputs.sources().stream()
                                .filter(it -> !it.equals(inputs.repository()))
                                .map(it -> grant(it, EnumSet.of(Action.PULL))))
                .toList();
        tokens.add(new Token(
                credential.id(),
                "build " + build.id(),
                credential.hash(),
                grants,
                now,
                Optional.of(now.plus(MAX_QUEUED).plus(bounds.timeout()).plus(GRACE)),
                Optional.empty(),
                true));
    }

    private static Grant grant(RepositoryName repository, Set<Action> actions) {
        return new Grant(
                repository.space().value(),
                repository.path(),
                actions,
                repository.space().generation());
    }

    private void withdraw(Build build) {
        BuildFailure why = BuildFailure.of(
                null,
                "the build was cancelled before its job began: the token that requested it, one of its grants, or the"
                        + " space no longer exists");
        builds.endUnlessStarted(build, build.status().ended(BuildState.CANCELLED, clock.instant(), null, why));
        new BuildEnd(queue, tokens, objects).cleanUp(build);
    }

    private void refuse(Build build, JobsException e) {
        BuildFailure why = BuildFailure.of(null, "CodeBuild refused the job: " + e.getMessage());
        builds.end(build, build.status().ended(BuildState.FAILED, clock.instant(), null, why));
        new BuildEnd(queue, tokens, objects).cleanUp(build);
    }
}
