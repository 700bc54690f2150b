package io.slipway.core.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.event.Event;
import io.slipway.core.event.Events;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /api/audit?n=&last=}: the changes of the whole registry, for administrators of all spaces, the newest first. If there are more, {@code
 * next} is the value of {@code last} for the next page.
 */
public final class ListEvents implements Operation {
    /** The maximum and default number of events of a page. */
    public static final int MAX_PAGE = 100;

    private final Events events;

    public ListEvents(Events events) {
        this.events = events;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        return page(call, events, Optional.empty(), Instant.EPOCH);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("last", "n");
    }

    /** Returns a page of a trail. */
    public static Response page(Call call, Events events, Optional<SpaceName> space, Instant since) {
        int size = call.pageSize(MAX_PAGE);
        Optional<String> last = Optional.of(call.last()).filter(id -> !id.isEmpty());
        List<Event> found = size == 0 ? List.of() : events.list(space, since, last, size + 1);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("events");
        found.stream().limit(size).map(Event::json).forEach(list::add);
        if (found.size() > size) {
            body.put("next", found.get(size - 1).id());
        }
        return JsonBody.answer(200, body);
    }
}
