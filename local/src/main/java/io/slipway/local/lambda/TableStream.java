package io.slipway.local.lambda;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.log.LogLine;
import io.slipway.emulators.TableStreamReader;
import io.slipway.local.template.FunctionResource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lambda's event source for the stream of a table: sends records to the functions whose filters they match, in order, each batch until the function
 * has accepted it.
 */
public final class TableStream implements AutoCloseable {
    /** The pause between reads: like Lambda, four reads of each shard per second. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** The number of attempts to deliver a batch. */
    private static final int ATTEMPTS = 5;

    private final List<FunctionResource> functions;
    private final LambdaRuntime lambda;
    private final TableStreamReader reader;
    private final Consumer<String> log;
    private final Thread thread;

    private TableStream(
            List<FunctionResource> functions, LambdaRuntime lambda, TableStreamReader reader, Consumer<String> log) {
        this.functions = functions.stream()
                .filter(function -> !function.streams().isEmpty())
                .toList();
        this.lambda = lambda;
        this.reader = reader;
        this.log = log;
        this.thread = Thread.ofVirtual().name("table-stream").unstarted(this::run);
    }

    /** Starts at the reader's last position. */
    public static TableStream start(
            List<FunctionResource> functions, LambdaRuntime lambda, TableStreamReader reader, Consumer<String> log) {
        TableStream stream = new TableStream(functions, lambda, reader, log);
        stream.thread.start();
        return stream;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(PAUSE);
                List<JsonNode> records = reader.next();
                if (records.isEmpty()) {
                    continue;
                }
                for (FunctionResource function : functions) {
                    List<JsonNode> wanted = records.stream()
                            .filter(record -> function.streams().stream()
                                    .anyMatch(filter -> EventPattern.matches(filter, record)))
                            .toList();
                    if (!wanted.isEmpty()) {
                        deliver(function.id(), wanted);
                    }
                }
                reader.done();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                log.accept(LogLine.error()
                        .with(e)
                        .with("stream", String.valueOf(e.getMessage()))
                        .toString());
            }
        }
    }

    /** Delivers records; if it is interrupted, they are not marked as handled, and delivered after the next start. */
    private void deliver(String function, List<JsonNode> records) throws InterruptedException {
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(records.stream().map(TableStream::record).toList());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                lambda.invoke(function, event);
                return;
            } catch (RuntimeException e) {
                log.accept(LogLine.error().with(e).with("function", function).toString());
                Thread.sleep(PAUSE);
            }
        }
    }

    private static DynamodbStreamRecord record(JsonNode record) {
        JsonNode change = record.path("dynamodb");
        DynamodbStreamRecord whole = new DynamodbStreamRecord();
        whole.setEventName(record.path("eventName").asText());
        whole.setEventID(record.path("eventID").asText());
        whole.setDynamodb(new StreamRecord()
                .withKeys(item(change.path("Keys")))
                .withNewImage(item(change.path("NewImage")))
                .withSequenceNumber(change.path("SequenceNumber").asText()));
        return whole;
    }

    private static Map<String, AttributeValue> item(JsonNode attributes) {
        Map<String, AttributeValue> item = new HashMap<>();
        attributes.properties().forEach(attribute -> item.put(attribute.getKey(), value(attribute.getValue())));
        return item;
    }

    private static AttributeValue value(JsonNode typed) {
        var only = typed.properties().iterator().next();
        JsonNode value = only.getValue();
        return switch (only.getKey()) {
            case "S" -> new AttributeValue().withS(value.asText());
            case "N" -> new AttributeValue().withN(value.asText());
            case "BOOL" -> new AttributeValue().withBOOL(value.asBoolean());
            case "L" -> {
                List<AttributeValue> list = new ArrayList<>();
                value.forEach(it -> list.add(value(it)));
                yield new AttributeValue().withL(list);
            }
            case "M" -> new AttributeValue().withM(item(value));
            default ->
                throw new IllegalStateException(
                        "the one-machine cloud does not support attributes of type " + only.getKey() + " to functions");
        };
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
