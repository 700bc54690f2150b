package io.slipway.core.memory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.event.Event;
import io.slipway.core.event.EventType;
import io.slipway.core.event.Events;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The audit trail. The other twins record their changes in it, as the adapters do. */
final class MemoryEvents implements Events {
    private final TreeMap<String, Event> events = new TreeMap<>();
    private final Clock clock;

    MemoryEvents(Clock clock) {
        this.clock = clock;
    }

    static ObjectNode detail() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode detail(RepositoryName repository) {
        return detail().put("repository", repository.familiar());
    }

    /** Records a change of the whole registry. */
    void record(EventType type, ObjectNode detail) {
        record(type, Optional.empty(), detail);
    }

    /** Records a change of a space. */
    void record(EventType type, SpaceName space, ObjectNode detail) {
        record(type, Optional.of(space), detail);
    }

    synchronized void record(EventType type, Optional<SpaceName> space, ObjectNode detail) {
        Event event = Event.now(type, space, detail, clock.instant());
        events.put(event.id(), event);
    }

    @Override
    public synchronized List<Event> list(Optional<SpaceName> space, Instant since, Optional<String> before, int limit) {
        Optional<String> name = space.map(SpaceName::value);
        return before.map(id -> events.headMap(id, false)).orElse(events).descendingMap().values().stream()
                .filter(event -> event.space().map(SpaceName::value).equals(name))
                .takeWhile(event -> !event.time().isBefore(since))
                .limit(limit)
                .toList();
    }
}
