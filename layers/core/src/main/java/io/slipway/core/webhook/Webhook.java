package io.slipway.core.webhook;

import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A URL to which events of a space are sent.
 *
 * @param id its id within its space
 * @param space its space
 * @param url the URL
 * @param events the types that it gets
 * @param created its creation time
 * @param failure the last failed delivery; empty if the last delivery succeeded
 */
public record Webhook(
        String id, SpaceName space, URI url, Set<EventType> events, Instant created, Optional<Failure> failure) {
    /** The most webhooks of a space. */
    public static final int MAX_PER_SPACE = 10;

    /** The types that a webhook can subscribe to, all of them by default: those about images and builds. */
    public static final Set<EventType> TYPES = Set.copyOf(EnumSet.of(
            EventType.IMAGE_PUSHED,
            EventType.TAG_DELETED,
            EventType.TAG_RESTORED,
            EventType.IMAGE_DELETED,
            EventType.IMAGE_RESTORED,
            EventType.REPOSITORY_CHANGED,
            EventType.REPOSITORY_DELETED,
            EventType.BUILD_REQUESTED,
            EventType.BUILD_SUCCEEDED,
            EventType.BUILD_FAILED,
            EventType.BUILD_CANCELLED));

    /**
     * A failed delivery.
     *
     * @param time the time of the attempt
     * @param message the reason
     */
    public record Failure(Instant time, String message) {}

    public Webhook {
        events = Set.copyOf(events);
        if (events.isEmpty() || !TYPES.containsAll(events)) {
            throw new IllegalArgumentException("the events of a webhook must be among " + words());
        }
    }

    /** Returns the words of {@link #TYPES}. */
    static String words() {
        return String.join(", ", TYPES.stream().sorted().map(EventType::word).toList());
    }
}
