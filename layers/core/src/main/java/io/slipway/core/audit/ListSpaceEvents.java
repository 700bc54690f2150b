package io.slipway.core.audit;

import io.slipway.core.event.Events;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Space;
import io.slipway.core.space.Spaces;
import java.util.Optional;
import java.util.Set;

/** {@code GET /api/spaces/<space>/audit?n=&last=}: the changes of a space, for its administrators, as {@link ListEvents} shows them. */
public final class ListSpaceEvents implements Operation {
    private final Spaces spaces;
    private final Events events;

    public ListSpaceEvents(Spaces spaces, Events events) {
        this.spaces = spaces;
        this.events = events;
    }

    @Override
    public Response handle(Call call) {
        Space space = DescribeSpace.findAdministered(call, spaces);
        return ListEvents.page(call, events, Optional.of(space.name()), space.created());
    }

    @Override
    public Set<String> parameters() {
        return Set.of("last", "n");
    }
}
