package io.slipway.builds.retention;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Space;
import io.slipway.core.space.Spaces;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** {@code POST /api/spaces/<space>/retention/run}: runs the rules now. If {@code more} is true, clients repeat the request. */
public final class RunRetention implements Operation {
    /** The time for which one request deletes: the gateway aborts requests after 30 seconds. */
    static final Duration SHARE = Duration.ofSeconds(15);

    private final Spaces spaces;
    private final Policies policies;
    private final RetentionRun run;
    private final Clock clock;

    public RunRetention(Spaces spaces, Policies policies, RetentionRun run, Clock clock) {
        this.spaces = spaces;
        this.policies = policies;
        this.run = run;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        Space space = DescribeSpace.findAdministered(call, spaces);
        Optional<RetentionPolicy> policy =
                policies.find(space.name()).filter(it -> !it.rules().isEmpty());
        RetentionRun.Result result = policy.map(it -> run.run(
                        space.name(), space.created(), it, clock.instant().plus(SHARE), RetentionRun.MAX_DELETIONS))
                .orElse(RetentionRun.Result.NOTHING);
        return JsonBody.answer(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("repositories", result.repositories())
                        .put("manifests", result.manifests())
                        .put("tags", result.tags())
                        .put("changed", result.changed())
                        .put("bytes", result.bytes())
                        .put("more", result.more()));
    }
}
