package io.slipway.core.housekeeping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * {@code POST /api/gc[?dryRun=true]}: runs the janitor, or a dry run of it. 202 asks the client to repeat the request, because more reviews are due
 * than one request can do.
 */
public final class CollectGarbage implements Operation {
    /** The time for which one request works: the gateway cuts requests off after 30 seconds. */
    private static final Duration SHARE = Duration.ofSeconds(15);

    private final Janitor janitor;
    private final Clock clock;

    public CollectGarbage(Janitor janitor, Clock clock) {
        this.janitor = janitor;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        boolean dry = call.flag("dryRun");
        Collected collected =
                (dry ? janitor.dry() : janitor).run(clock.instant().plus(SHARE));
        Response response = JsonBody.answer(collected.complete() || dry ? 200 : 202, json(collected));
        return response.status() == 202 ? response.with("Retry-After", "0") : response;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("dryRun");
    }

    private static ObjectNode json(Collected collected) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("reviews", collected.reviews())
                .put("links", collected.links())
                .put("released", collected.released())
                .put("objects", collected.objects())
                .put("bytes", collected.bytes())
                .put("failed", collected.failed())
                .put("complete", collected.complete());
    }
}
