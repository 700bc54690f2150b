package io.slipway.builds.queue;

import io.slipway.builds.job.Jobs;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.Builds;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.view.BuildAccess;
import io.slipway.builds.view.BuildView;
import io.slipway.core.access.Action;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Clock;

/**
 * {@code POST /api/spaces/<space>/builds/<id>/cancel}: cancels a waiting or instant build immediately (200); for a
 * running job, it stops the job, and the build becomes cancelled once that has ended (202). Idempotent.
 */
public final class CancelBuild implements Operation {
    private final Builds builds;
    private final BuildAccess access;
    private final Jobs jobs;
    private final BuildEnd end;
    private final Clock clock;

    public CancelBuild(Builds builds, Jobs jobs, BuildEnd end, Clock clock) {
        this.builds = builds;
        this.access = new BuildAccess(builds);
        this.jobs = jobs;
        this.end = end;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        Build build = access.visible(call, "id");
        if (!BuildAccess.mayDo(call, build, Action.PUSH)) {
            throw new RegistryException(
                    ErrorCode.DENIED,
                    "this needs a token that may push "
                            + build.inputs().repository().familiar());
        }
        Build now = cancelled(build);
        if (now.state().ended() && now.state() != BuildState.CANCELLED) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    "the build must not have ended, but is " + now.state().word());
        }
        return JsonBody.answer(now.state().ended() ? 200 : 202, new BuildView(call.request()).write(now));
    }

    private Build cancelled(Build build) {
        if (build.state() == BuildState.QUEUED) {
            BuildFailure why = BuildFailure.of(null, "the build was cancelled before its job began");
            BuildStatus status = build.status().ended(BuildState.CANCELLED, clock.instant(), null, why);
            if (builds.endUnlessStarted(build, status)) {
                Build ended = build.with(status);
                end.cleanUp(ended);
                return ended;
            }
        }
        if (build.inputs().instant() && !build.state().ended()) {
            // Its function may still be running, but can no longer set the tag.
            BuildFailure why = BuildFailure.of(null, "the build was cancelled");
            BuildStatus status = build.status().ended(BuildState.CANCELLED, clock.instant(), null, why);
            if (builds.end(build, status)) {
                end.cleanUp(build.with(status));
            }
        }
        Build now = builds.find(build.id()).orElse(build);
        String job = now.status().job();
        if (!now.state().ended() && !now.inputs().instant() && job != null) {
            jobs.stop(job);
        }
        return now;
    }
}
