package io.slipway.core.bin;

import io.slipway.core.access.Action;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.time.Clock;

/** {@code DELETE /api/spaces/<space>/bin/<id>}: deletes an entry of the bin for good. */
public final class EmptyBinEntry implements Operation {
    private final Bin bin;
    private final Clock clock;

    public EmptyBinEntry(Bin bin, Clock clock) {
        this.bin = bin;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        bin.empty(BinAccess.find(call, bin, Action.DELETE, clock.instant()));
        return Response.of(204);
    }
}
