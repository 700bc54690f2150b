package io.slipway.function.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import io.slipway.core.webhook.DeliverEvents;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Delivers the registry's events from EventBridge to webhooks, and repeats failed deliveries on a schedule. */
public final class WebhooksHandler implements RequestHandler<ScheduledEvent, @Nullable Void> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeliverEvents delivery;

    public WebhooksHandler() {
        this(System.getenv());
    }

    public WebhooksHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    WebhooksHandler(Backend backend) {
        this.delivery = backend.forEvents().webhookDelivery();
    }

    @Override
    public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
        Optional<EventType> type = Optional.ofNullable(event.getDetailType()).flatMap(EventType::named);
        if (type.isEmpty()) {
            delivery.repeat();
            return null;
        }
        ObjectNode detail = JSON.valueToTree(event.getDetail());
        delivery.deliver(
                new SpaceName(detail.path("space").asText()),
                type.get(),
                detail.path("id").asText(),
                detail.toString());
        return null;
    }
}
