package io.slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.emulators.DynamoDbEmulator;
import io.slipway.emulators.InProcessClient;
import io.slipway.emulators.JsonService;
import io.slipway.emulators.TableStreamReader;
import io.slipway.local.template.FunctionResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

class TableStreamTest {
    private static final BlockingQueue<String> RECEIVED = new LinkedBlockingQueue<>();
    private static volatile boolean failing;

    private static final SdkHttpClient NO_CALLS = new InProcessClient() {
        @Override
        protected HttpExecuteResponse handle(HttpExecuteRequest request) {
            throw new AssertionError("the function of this test makes no calls");
        }

        @Override
        public void close() {}
    };

    @TempDir
    Path folder;

    /** Records the keys of the items that it receives. */
    public static final class Receiver implements RequestHandler<DynamodbEvent, String> {
        public Receiver(Map<String, String> environment) {}

        @Override
        public String handleRequest(DynamodbEvent event, Context context) {
            event.getRecords()
                    .forEach(record -> RECEIVED.add(Objects.requireNonNull(
                                    record.getDynamodb().getNewImage().get("pk"))
                            .getS()));
            if (failing) {
                throw new IllegalStateException("not now");
            }
            return "";
        }
    }

    @Test
    void records_that_were_not_accepted_before_a_stop_are_delivered_after_the_next_start() throws Exception {
        try (DynamoDbEmulator table = DynamoDbEmulator.start(Optional.empty())) {
            call(table, "CreateTable", """
                    {"TableName":"events","BillingMode":"PAY_PER_REQUEST",
                     "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
                     "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
                     "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}""");
            failing = true;
            try (TableStream stream = start(table)) {
                assertThat(stream).isNotNull();
                put(table, "1");
                assertThat(RECEIVED.poll(20, TimeUnit.SECONDS)).isEqualTo("1");
            }
            RECEIVED.clear();
            failing = false;
            try (TableStream stream = start(table)) {
                assertThat(stream).isNotNull();
                assertThat(RECEIVED.poll(20, TimeUnit.SECONDS)).isEqualTo("1");
                put(table, "2");
                assertThat(RECEIVED.poll(20, TimeUnit.SECONDS))
                        .as("accepted records are not delivered again")
                        .isEqualTo("2");
            }
        }
    }

    private TableStream start(DynamoDbEmulator table) throws IOException {
        FunctionResource function = new FunctionResource(
                "Receiver",
                Receiver.class.getName(),
                Map.of(),
                List.of(),
                Set.of(),
                List.of(),
                List.of(new ObjectMapper().readTree("{\"eventName\":[\"INSERT\"]}")),
                "",
                List.of(),
                List.of());
        LambdaRuntime lambda = new LambdaRuntime(List.of(function), NO_CALLS, resource -> Map.of(), line -> {});
        return TableStream.start(
                List.of(function),
                lambda,
                new TableStreamReader(table, "events", folder.resolve("position")),
                line -> {});
    }

    private static void put(DynamoDbEmulator table, String key) {
        call(table, "PutItem", "{\"TableName\":\"events\",\"Item\":{\"pk\":{\"S\":\"" + key + "\"}}}");
    }

    private static void call(DynamoDbEmulator table, String operation, String body) {
        JsonService.Answer answer =
                table.answer("DynamoDB_20120810." + operation, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
    }
}
