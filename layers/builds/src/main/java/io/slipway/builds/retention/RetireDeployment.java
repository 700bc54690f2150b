package io.slipway.builds.retention;

import io.slipway.builds.record.Builds;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.time.Clock;

/** {@code POST /api/spaces/<space>/deployments/<id>/retire}: makes its images no longer current, so that the rules decide about them. */
public final class RetireDeployment implements Operation {
    private final Builds builds;
    private final Deployments deployments;
    private final Clock clock;

    public RetireDeployment(Builds builds, Deployments deployments, Clock clock) {
        this.builds = builds;
        this.deployments = deployments;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        DeploymentAccess deployment = DeploymentAccess.own(call, builds);
        deployments.retire(deployment.space(), deployment.id(), clock.instant());
        return Response.of(204);
    }
}
