package io.slipway.core.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A recorded change.
 *
 * @param id its id; ids of later changes sort after it
 * @param type the kind of change
 * @param space the space that it concerns; empty for changes of the whole registry
 * @param by the author, see {@link Actor}
 * @param time the time
 * @param detail the fields that {@code docs/reference/events.md} lists for the type
 */
public record Event(String id, EventType type, Optional<SpaceName> space, String by, Instant time, ObjectNode detail) {

    /** Creates an event of the current author with this time. */
    public static Event now(EventType type, Optional<SpaceName> space, ObjectNode detail, Instant now) {
        String id = String.format(
                Locale.ROOT,
                "%013d-%s",
                now.toEpochMilli(),
                UUID.randomUUID().toString().substring(0, 13));
        return new Event(id, type, space, Actor.current(), now, detail);
    }

    /** Returns the event as it is sent to EventBridge and webhooks, and shown in the audit trail. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("type", type.word())
                .put("time", time.toString())
                .put("by", by);
        space.ifPresent(name -> json.put("space", name.value()));
        json.setAll(detail);
        return json;
    }
}
