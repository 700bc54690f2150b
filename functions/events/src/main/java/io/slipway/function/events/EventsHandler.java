package io.slipway.function.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.event.EventBridgeBus;
import io.slipway.aws.event.EventRecords;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events that the table's stream carries onto EventBridge's bus. If one is not taken, Lambda repeats the batch: receivers can get an
 * event twice, and know it by its id.
 */
public final class EventsHandler implements RequestHandler<DynamodbEvent, @Nullable Void> {
    private final EventBridgeBus bus;

    public EventsHandler() {
        this(System.getenv());
    }

    public EventsHandler(Map<String, String> environment) {
        this.bus = new Backend(new Environment(environment)).eventBus();
    }

    @Override
    public @Nullable Void handleRequest(DynamodbEvent event, Context context) {
        bus.put(EventRecords.read(event));
        return null;
    }
}
