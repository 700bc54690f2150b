package io.slipway.function.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.event.EventBridgeBus;
import io.slipway.aws.event.EventRecords;
import io.slipway.aws.lambda.LambdaLog;
import io.slipway.core.event.Event;
import io.slipway.core.event.EventType;
import io.slipway.core.log.LogLine;
import io.slipway.core.log.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events from the table's stream onto EventBridge's bus. If one is refused, Lambda repeats the batch, so
 * receivers can get an event twice, and recognize it by its id.
 */
public final class EventsHandler implements RequestHandler<DynamodbEvent, @Nullable Void> {
    private static final Set<EventType> ENDS =
            Set.of(EventType.BUILD_SUCCEEDED, EventType.BUILD_FAILED, EventType.BUILD_CANCELLED);

    private final EventBridgeBus bus;
    private final Optional<String> metrics;

    public EventsHandler() {
        this(System.getenv());
    }

    public EventsHandler(Map<String, String> environment) {
        Backend backend = new Backend(new Environment(environment));
        this.bus = backend.forEvents().eventBus();
        this.metrics = backend.environment().optional("SLIPWAY_METRICS");
    }

    @Override
    public @Nullable Void handleRequest(DynamodbEvent event, Context context) {
        List<Event> events = EventRecords.read(event);
        bus.put(events);
        metrics.ifPresent(namespace -> events.stream()
                .filter(it -> ENDS.contains(it.type()))
                .map(it -> measure(it, namespace))
                .forEach(line -> LambdaLog.write(context, line)));
        return null;
    }

    private static LogLine measure(Event build, String namespace) {
        Map<String, String> dimensions = Map.of(
                "State", build.detail().path("state").asText(),
                "Engine", build.detail().path("engine").asText());
        return LogLine.info().measuring(namespace, Instant.now(), dimensions, Map.of(Metric.BUILDS, 1L));
    }
}
