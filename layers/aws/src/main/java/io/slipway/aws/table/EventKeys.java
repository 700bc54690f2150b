package io.slipway.aws.table;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.Optional;

/** The keys of events, webhooks and deliveries. */
public final class EventKeys {
    /** The prefix of the partitions of events: one for each space, and one for the whole registry, {@code EVENTS#*}. */
    public static final String EVENTS = "EVENTS#";

    /** The prefix of the sort key of a webhook in its space. */
    public static final String WEBHOOK = "WEBHOOK#";

    /** The partition of deliveries that wait for another attempt. */
    public static final String DELIVERIES = "DELIVERIES";

    private static final String WHOLE_REGISTRY = "*";

    private EventKeys() {}

    public static String events(Optional<SpaceName> space) {
        return EVENTS + space.map(SpaceName::value).orElse(WHOLE_REGISTRY);
    }

    /** Returns the space of a partition of events; empty for the whole registry's. */
    public static Optional<SpaceName> spaceOfEvents(String partition) {
        return Optional.of(partition.substring(EVENTS.length()))
                .filter(name -> !name.equals(WHOLE_REGISTRY))
                .map(SpaceName::new);
    }

    public static String event(String id) {
        return "EVENT#" + id;
    }

    /** Returns the sort key of a delivery; keys sort by the time at which deliveries are due. */
    public static String delivery(Instant due, String webhook, String event) {
        return "DUE#" + Keys.moment(due) + "#" + webhook + "#" + event;
    }
}
