package io.slipway.core.webhook;

import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Delivers events to the webhooks of their spaces, and repeats failed deliveries. A webhook gets each event at least once, in no guaranteed order.
 */
public final class DeliverEvents {
    /** The most deliveries that one run repeats. */
    public static final int MAX_REPEATED = 50;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookSender sender;
    private final WebhookSecret secret;
    private final Clock clock;

    public DeliverEvents(
            Webhooks webhooks, Deliveries deliveries, WebhookSender sender, WebhookSecret secret, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.sender = sender;
        this.secret = secret;
        this.clock = clock;
    }

    /** Sends an event to the webhooks of its space that subscribe to its type. */
    public void deliver(SpaceName space, EventType type, String event, String body) {
        for (Webhook webhook : webhooks.list(space)) {
            if (webhook.events().contains(type) && !send(webhook, event, body)) {
                Delivery.after(webhook, event, body, 1, clock.instant()).ifPresent(deliveries::put);
            }
        }
    }

    /** Repeats the deliveries that are due. */
    public void repeat() {
        for (Delivery delivery : deliveries.due(clock.instant(), MAX_REPEATED)) {
            Optional<Webhook> webhook = webhooks.list(delivery.space()).stream()
                    .filter(it -> it.id().equals(delivery.webhook()))
                    .findFirst();
            Optional<Delivery> next = webhook.flatMap(it ->
                    Delivery.after(it, delivery.event(), delivery.body(), delivery.failed() + 1, clock.instant()));
            boolean claimed = deliveries.claim(delivery, next);
            if (claimed && webhook.isPresent() && send(webhook.get(), delivery.event(), delivery.body())) {
                next.ifPresent(deliveries::remove);
            }
        }
    }

    /** Returns whether the webhook has accepted the event. */
    private boolean send(Webhook webhook, String event, String body) {
        Instant now = clock.instant();
        long seconds = now.getEpochSecond();
        Map<String, String> headers = Map.of(
                "webhook-id",
                event,
                "webhook-timestamp",
                Long.toString(seconds),
                "webhook-signature",
                secret.sign(webhook, event, seconds, body));
        Optional<Webhook.Failure> failure =
                sender.post(webhook.url(), headers, body).map(message -> new Webhook.Failure(now, message));
        if (failure.isPresent() || webhook.failure().isPresent()) {
            webhooks.note(webhook, failure);
        }
        return failure.isEmpty();
    }
}
