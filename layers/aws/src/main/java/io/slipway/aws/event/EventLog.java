package io.slipway.aws.event;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.table.EventKeys;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.event.Event;
import io.slipway.core.event.EventType;
import io.slipway.core.event.Events;
import io.slipway.core.json.JsonTree;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Records changes in the transactions that make them: an event exists exactly if its change does, and costs no call. The table's stream carries it to
 * the function that sends events out; the item remains as a line of the audit trail.
 */
public final class EventLog implements Events {
    private static final String TYPE = "type";
    private static final String BY = "by";
    private static final String TIME = "time";
    private static final String DETAIL = "detail";

    private final Table table;
    private final Clock clock;
    private final Duration kept;

    /**
     * @param kept the time for which events stay in the audit trail
     */
    public EventLog(Table table, Clock clock, Duration kept) {
        this.table = table;
        this.clock = clock;
        this.kept = kept;
    }

    /** Returns an empty detail. */
    public static ObjectNode detail() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Returns a detail that names a repository. */
    public static ObjectNode detail(RepositoryName repository) {
        return detail().put("repository", repository.familiar());
    }

    /** Returns the write that records a change of a space. */
    public Write write(EventType type, SpaceName space, ObjectNode detail) {
        return write(type, Optional.of(space), detail);
    }

    /** Returns the write that records a change of the whole registry. */
    public Write write(EventType type, ObjectNode detail) {
        return write(type, Optional.empty(), detail);
    }

    /** Returns the write that records a change by the current author. */
    public Write write(EventType type, Optional<SpaceName> space, ObjectNode detail) {
        Event event = Event.now(type, space, detail, clock.instant());
        var item = Items.item(EventKeys.events(space), EventKeys.event(event.id()));
        item.put(TYPE, s(type.word()));
        item.put(BY, s(event.by()));
        item.put(TIME, n(event.time().toEpochMilli()));
        item.put(DETAIL, s(detail.toString()));
        item.put(Items.EXPIRES, n(event.time().plus(kept).getEpochSecond()));
        return Write.put(item);
    }

    @Override
    public List<Event> list(Optional<SpaceName> space, Instant since, Optional<String> before, int limit) {
        String first = EventKeys.event(Keys.moment(since));
        String last = before.map(EventKeys::event).orElse(Keys.end(EventKeys.event("")));
        if (last.compareTo(first) < 0) {
            // DynamoDB refuses a range that ends before it begins.
            return List.of();
        }
        Range range = Range.of(EventKeys.events(space))
                .between(first, last)
                .backwards()
                .limit(limit + 1);
        return table.range(range)
                .filter(item -> !Items.string(item, Items.SK).equals(last))
                .limit(limit)
                .map(EventLog::read)
                .toList();
    }

    /** Reads an event from its item. */
    public static Event read(Map<String, AttributeValue> item) {
        String pk = Items.string(item, Items.PK);
        try {
            return new Event(
                    Items.string(item, Items.SK).substring(EventKeys.event("").length()),
                    EventType.named(Items.string(item, TYPE)).orElseThrow(),
                    EventKeys.spaceOfEvents(pk),
                    Items.string(item, BY),
                    Instant.ofEpochMilli(Items.number(item, TIME)),
                    (ObjectNode) JsonTree.read(Items.string(item, DETAIL)));
        } catch (IOException e) {
            throw new IllegalStateException("a stored event's detail is not JSON", e);
        }
    }
}
