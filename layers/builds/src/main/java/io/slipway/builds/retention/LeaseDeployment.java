package io.slipway.builds.retention;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.builds.record.Builds;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code POST /api/spaces/<space>/deployments/<id>/lease} with {@code {for}}: keeps its images for this time from now. */
public final class LeaseDeployment implements Operation {
    private final Builds builds;
    private final Deployments deployments;
    private final Clock clock;

    public LeaseDeployment(Builds builds, Deployments deployments, Clock clock) {
        this.builds = builds;
        this.deployments = deployments;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        String text = JsonBody.required(call.body("for"), "for");
        Age age = JsonBody.valid(() -> new Age(text));
        DeploymentAccess deployment = DeploymentAccess.own(call, builds);
        Instant until = clock.instant().plus(age.duration()).truncatedTo(ChronoUnit.SECONDS);
        deployments.lease(deployment.space(), deployment.id(), until);
        return JsonBody.answer(
                200,
                JsonNodeFactory.instance.objectNode().put("id", deployment.id()).put("leasedUntil", until.toString()));
    }
}
