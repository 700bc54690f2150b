package io.slipway.core.webhook;

import io.slipway.core.name.SpaceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event that a webhook did not accept, to be sent again.
 *
 * @param space the webhook's space
 * @param webhook the webhook's id
 * @param event the event's id
 * @param body the event, as it is sent
 * @param failed the number of failed attempts
 * @param due the time of the next attempt
 */
public record Delivery(SpaceName space, String webhook, String event, String body, int failed, Instant due) {
    /** The pauses between attempts, 20 hours and 36 minutes together; after the last attempt the delivery is dropped. */
    public static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12));

    /** Returns the next attempt after one that failed now; empty if there is none. */
    public static Optional<Delivery> after(Webhook webhook, String event, String body, int failed, Instant now) {
        return failed > PAUSES.size()
                ? Optional.empty()
                : Optional.of(new Delivery(
                        webhook.space(), webhook.id(), event, body, failed, now.plus(PAUSES.get(failed - 1))));
    }
}
