package io.slipway.aws;

import io.slipway.aws.event.EventBridgeBus;
import io.slipway.aws.webhook.DynamoDeliveries;
import io.slipway.aws.webhook.DynamoWebhooks;
import io.slipway.aws.webhook.HttpWebhookSender;
import io.slipway.core.webhook.DeliverEvents;
import io.slipway.core.webhook.WebhookSecret;
import io.slipway.core.webhook.WebhookUrl;

/** Creates the adapters that send events to EventBridge and to webhooks. */
public final class EventBackend {
    private final Backend backend;

    EventBackend(Backend backend) {
        this.backend = backend;
    }

    public EventBridgeBus eventBus() {
        return new EventBridgeBus(
                new Once<>(backend.clients()::eventBridge),
                backend.environment().required("SLIPWAY_EVENT_SOURCE"));
    }

    public DynamoWebhooks webhooks() {
        return new DynamoWebhooks(backend.table(), backend.events());
    }

    public DynamoDeliveries deliveries() {
        return new DynamoDeliveries(backend.table());
    }

    public WebhookSecret webhookSecret() {
        // Read only when a webhook is created or gets an event.
        return new WebhookSecret(
                () -> backend.secrets().current(backend.environment().required("SLIPWAY_WEBHOOK_SECRET")));
    }

    public WebhookUrl webhookUrls() {
        return new WebhookUrl(backend.environment()
                .optional("SLIPWAY_WEBHOOK_NETWORK")
                .filter("any"::equals)
                .isPresent());
    }

    public DeliverEvents webhookDelivery() {
        return new DeliverEvents(
                webhooks(), deliveries(), new HttpWebhookSender(webhookUrls()), webhookSecret(), backend.clock());
    }
}
