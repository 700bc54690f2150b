package io.slipway.local.lambda;

import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.local.template.FunctionResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Emulates subscriptions of CloudWatch Logs: passes lines of functions' logs to the subscribed functions, after the
 * request that wrote them.
 */
public final class LogSubscriptions implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<FunctionResource> functions;
    private final LambdaRuntime lambda;
    private final AsynchronousInvocations invocations;
    private final Clock clock;
    private final Map<String, String> groups = new HashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private LogSubscriptions(
            List<FunctionResource> functions, LambdaRuntime lambda, Clock clock, Consumer<String> log) {
        this.functions = functions.stream()
                .filter(function -> !function.subscriptions().isEmpty())
                .toList();
        this.lambda = lambda;
        this.invocations = new AsynchronousInvocations(log);
        this.clock = clock;
        functions.forEach(function -> groups.put(function.id(), function.logGroup()));
    }

    /** Begins to read the functions' logs. */
    public static LogSubscriptions start(
            List<FunctionResource> functions, LambdaRuntime lambda, Clock clock, Consumer<String> log) {
        LogSubscriptions subscriptions = new LogSubscriptions(functions, lambda, clock, log);
        lambda.read(subscriptions::written);
        return subscriptions;
    }

    private void written(String function, String line) {
        String group = groups.getOrDefault(function, "");
        for (FunctionResource reader : functions) {
            if (reader.subscriptions().stream()
                    .anyMatch(it -> it.logGroup().equals(group) && hasText(line, it.field()))) {
                CloudWatchLogsEvent event = event(group, line);
                executor.execute(() -> deliver(reader.id(), event));
            }
        }
    }

    private static boolean hasText(String line, String field) {
        // Most lines lack the field, and need not be parsed.
        return line.contains("\"" + field + "\"") && parsed(line).path(field).isTextual();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    /** Creates the event in CloudWatch's form: JSON, compressed, in base64. */
    private CloudWatchLogsEvent event(String group, String line) {
        ObjectNode batch = JSON.createObjectNode()
                .put("messageType", "DATA_MESSAGE")
                .put("owner", "000000000000")
                .put("logGroup", group)
                .put("logStream", "local");
        batch.putArray("subscriptionFilters").add(group);
        batch.putArray("logEvents")
                .addObject()
                .put("id", UUID.randomUUID().toString())
                .put("timestamp", clock.millis())
                .put("message", line);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(batch.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CloudWatchLogsEvent()
                .withAwsLogs(new CloudWatchLogsEvent.AWSLogs()
                        .withData(Base64.getEncoder().encodeToString(compressed.toByteArray())));
    }

    private void deliver(String function, CloudWatchLogsEvent event) {
        invocations.deliver(function, () -> lambda.invoke(function, event));
    }

    @Override
    public void close() {
        executor.close();
    }
}
