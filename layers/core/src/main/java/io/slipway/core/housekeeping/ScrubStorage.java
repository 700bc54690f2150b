package io.slipway.core.housekeeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * {@code POST /api/gc/scrub[?mend=true]}: compares the bucket with the table, and returns the findings so far. 202 asks the client to repeat the
 * request, which continues where the last one stopped.
 */
public final class ScrubStorage implements Operation {
    /** The time for which one request works: the gateway cuts requests off after 30 seconds. */
    private static final Duration SHARE = Duration.ofSeconds(15);

    private final Scrub scrub;
    private final Clock clock;

    public ScrubStorage(Scrub scrub, Clock clock) {
        this.scrub = scrub;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        ObjectNode report = scrub.run(call.flag("mend"), clock.instant().plus(SHARE));
        return report.path("complete").asBoolean()
                ? JsonBody.answer(200, report)
                : JsonBody.answer(202, report).with("Retry-After", "0");
    }

    @Override
    public Set<String> parameters() {
        return Set.of("mend");
    }
}
