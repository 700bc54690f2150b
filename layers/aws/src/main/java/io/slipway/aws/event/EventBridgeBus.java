package io.slipway.aws.event;

import io.slipway.core.event.Event;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Puts events onto the account's default bus of EventBridge. */
public final class EventBridgeBus {
    /** The maximum number of events of one call. */
    private static final int MAX_ENTRIES = 10;

    private final Supplier<EventBridgeClient> client;
    private final String source;

    /**
     * @param source the source of the events, which names the stack
     */
    public EventBridgeBus(Supplier<EventBridgeClient> client, String source) {
        this.client = client;
        this.source = source;
    }

    /**
     * Puts all events.
     *
     * @throws IllegalStateException if EventBridge refuses some of them
     */
    public void put(List<Event> events) {
        for (int from = 0; from < events.size(); from += MAX_ENTRIES) {
            List<PutEventsRequestEntry> entries =
                    events.subList(from, Math.min(from + MAX_ENTRIES, events.size())).stream()
                            .map(this::entry)
                            .toList();
            var answer = client.get().putEvents(request -> request.entries(entries));
            if (answer.failedEntryCount() > 0) {
                throw new IllegalStateException(
                        "EventBridge must accept all events, but refused " + answer.failedEntryCount() + " events");
            }
        }
    }

    private PutEventsRequestEntry entry(Event event) {
        return PutEventsRequestEntry.builder()
                .source(source)
                .detailType(event.type().word())
                .time(event.time())
                .detail(event.json().toString())
                .build();
    }
}
