package io.slipway.function.push;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.LambdaLog;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.DirectKey;
import io.slipway.core.log.LogLine;
import io.slipway.core.log.Metric;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Handles S3's event "Object Created" for the keys of the direct lane: links landed objects. The event may be late,
 * repeated, or about a blob that was deleted since, so the link is written only if it is missing, and unused objects
 * are reviewed.
 */
public final class LandedHandler implements RequestHandler<ScheduledEvent, @Nullable Void> {
    private final Optional<String> metrics;
    private final Blobs blobs;

    public LandedHandler() {
        this(System.getenv());
    }

    public LandedHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    LandedHandler(Backend backend) {
        this.metrics = backend.environment().optional("SLIPWAY_METRICS");
        this.blobs = backend.blobs(backend.blobObjects());
    }

    @Override
    public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
        Optional<DirectKey> key =
                object(event).get("key") instanceof String text ? DirectKey.parse(text) : Optional.empty();
        if (key.isEmpty()) {
            LambdaLog.write(context, LogLine.warn("the event must be about a blob of the direct lane"));
            return null;
        }
        key.ifPresent(blob -> blobs.arrived(blob.repository(), blob.digest(), blob.day()));
        if (metrics.isPresent() && object(event).get("size") instanceof Number size) {
            Map<Metric, Long> landed = Map.of(Metric.BYTES_DIRECT, size.longValue());
            LambdaLog.write(context, LogLine.info().measuring(metrics.get(), Instant.now(), Map.of(), landed));
        }
        return null;
    }

    private static Map<?, ?> object(ScheduledEvent event) {
        return event.getDetail().get("object") instanceof Map<?, ?> object ? object : Map.of();
    }
}
