package io.slipway.function.retention;

import io.slipway.builds.retention.Policies;
import io.slipway.builds.retention.RetentionPolicy;
import io.slipway.builds.retention.RetentionRun;
import io.slipway.core.bin.BinCleanup;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.Space;
import io.slipway.core.space.Spaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Handles the schedule's request: measures the usage of spaces, empties their bins and runs their rules, in less than
 * the function's timeout.
 */
final class ScheduledRetention implements Operation {
    /** The maximum time of a run. */
    static final Duration SHARE = Duration.ofMinutes(4);

    private final Spaces spaces;
    private final Policies policies;
    private final RetentionRun run;
    private final BinCleanup cleanup;
    private final QuotaWatch quotas;
    private final Clock clock;

    ScheduledRetention(
            Spaces spaces, Policies policies, RetentionRun run, BinCleanup cleanup, QuotaWatch quotas, Clock clock) {
        this.spaces = spaces;
        this.policies = policies;
        this.run = run;
        this.cleanup = cleanup;
        this.quotas = quotas;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        Instant end = clock.instant().plus(SHARE);
        List<Space> some = new ArrayList<>(spaces.list());
        Response answer = quotas.measure(some, Response.of(204));
        // A space with much to do must not starve those after it.
        Collections.shuffle(some);
        int limit = RetentionRun.MAX_DELETIONS;
        for (Space space : some) {
            if (!space.deleting() && clock.instant().isBefore(end)) {
                cleanup.run(space.name(), end);
                Optional<RetentionPolicy> policy =
                        policies.find(space.name()).filter(it -> !it.rules().isEmpty());
                if (policy.isPresent() && limit > 0) {
                    RetentionRun.Result result = run.run(space.name(), space.created(), policy.get(), end, limit);
                    limit -= result.manifests() + result.tags();
                }
            }
        }
        return answer;
    }
}
