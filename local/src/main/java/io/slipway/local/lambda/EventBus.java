package io.slipway.local.lambda;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.log.LogLine;
import io.slipway.local.template.FunctionResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Emulates EventBridge: passes events to the functions with matching patterns, after the request that caused them. */
public final class EventBus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<FunctionResource> functions;
    private final LambdaRuntime lambda;
    private final AsynchronousInvocations invocations;
    private final Consumer<String> log;
    private final List<BiConsumer<String, ObjectNode>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("schedules").factory());

    public EventBus(List<FunctionResource> functions, LambdaRuntime lambda, Consumer<String> log) {
        this.functions = functions;
        this.lambda = lambda;
        this.invocations = new AsynchronousInvocations(log);
        this.log = log;
    }

    /** Also passes each event, with its type, to a listener on this machine. */
    public void listen(BiConsumer<String, ObjectNode> listener) {
        listeners.add(listener);
    }

    /** Sends S3's event for a created object. */
    public void objectCreated(String bucket, String key, long size) {
        ObjectNode detail = JSON.createObjectNode();
        detail.putObject("bucket").put("name", bucket);
        detail.putObject("object").put("key", key).put("size", size);
        detail.put("reason", "PutObject");
        publish("aws.s3", "Object Created", detail);
    }

    /** Passes an event to the listeners and to the functions with matching patterns. */
    public void publish(String source, String type, ObjectNode detail) {
        ObjectNode whole = JSON.createObjectNode().put("source", source).put("detail-type", type);
        whole.set("detail", detail);
        ScheduledEvent event = new ScheduledEvent()
                .withId(UUID.randomUUID().toString())
                .withSource(source)
                .withDetailType(type)
                .withDetail(JSON.convertValue(detail, new TypeReference<>() {}));
        listeners.forEach(listener -> executor.execute(() -> listener.accept(type, detail)));
        for (FunctionResource function : functions) {
            if (function.patterns().stream().anyMatch(pattern -> EventPattern.matches(pattern, whole))) {
                executor.execute(() -> deliver(function.id(), event));
            }
        }
    }

    /** Invokes the functions that have a schedule, immediately and then periodically, by the length of a minute here. */
    public void startSchedules(UnaryOperator<Duration> pace) {
        for (FunctionResource function :
                functions.stream().filter(FunctionResource::isInvoked).toList()) {
            for (FunctionResource.Schedule schedule : function.schedules()) {
                long rate = pace.apply(schedule.rate()).toMillis();
                Runnable run = schedule.input()
                        .<Runnable>map(input -> () -> request(function.id(), input))
                        .orElse(() -> deliver(function.id(), scheduled()));
                // A request that only keeps a snapshot in use is not needed immediately.
                long first = schedule.input().isPresent() ? rate : 0;
                var _ = clock.scheduleAtFixedRate(run, first, rate, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Runs a schedule whose event has the form of a request from the gateway. */
    private void request(String function, String input) {
        try {
            lambda.invoke(function, input.getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            log.accept(LogLine.error().with(e).with("function", function).toString());
        }
    }

    private static ScheduledEvent scheduled() {
        return new ScheduledEvent()
                .withId(UUID.randomUUID().toString())
                .withSource("aws.events")
                .withDetailType("Scheduled Event")
                .withDetail(Map.of());
    }

    private void deliver(String function, ScheduledEvent event) {
        invocations.deliver(function, () -> lambda.invoke(function, event));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        executor.close();
    }
}
