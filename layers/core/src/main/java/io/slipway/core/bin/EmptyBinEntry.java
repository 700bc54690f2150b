package io.slipway.core.bin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.core.access.Action;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Clock;
import java.time.Duration;

/** {@code DELETE /api/spaces/<space>/bin/<id>}: deletes an entry of the bin permanently. */
public final class EmptyBinEntry implements Operation {
    /** The time for which one request deletes: the gateway cuts requests off after 30 seconds. */
    private static final Duration SHARE = Duration.ofSeconds(10);

    private final Bin bin;
    private final RepositoryBin repositories;
    private final Clock clock;

    public EmptyBinEntry(Bin bin, RepositoryBin repositories, Clock clock) {
        this.bin = bin;
        this.repositories = repositories;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        BinEntry entry = BinAccess.find(call, bin, Action.DELETE, clock.instant());
        if (entry.kind() != BinEntry.Kind.REPOSITORY) {
            bin.empty(entry);
            return Response.of(204);
        }
        BinAccess.requireAdministration(call, entry);
        return repositories.empty(entry, clock.instant().plus(SHARE))
                ? Response.of(204)
                : JsonBody.answer(
                                202,
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("state", "deleting")
                                        .put("removed", 0))
                        .with("Retry-After", "0");
    }
}
