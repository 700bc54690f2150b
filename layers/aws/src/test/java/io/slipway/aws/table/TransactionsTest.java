package io.slipway.aws.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.aws.AwsClients;
import io.slipway.aws.Environment;
import io.slipway.aws.Overload;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** DynamoDB refuses writes that conflict with another transaction; DynamoDB Local does not, so a server here responds as the service does. */
class TransactionsTest {
    private static final Map<String, AttributeValue> KEY = Items.key("a", "b");
    private static final Write CHECK = Write.check(KEY).ifExists();
    private static final List<Write> WRITES = List.of(Write.delete(Items.key("a", "a")), CHECK);

    private final AtomicInteger asked = new AtomicInteger();
    private String refusal = "";
    private int refusals;
    private HttpServer server;
    private DynamoDbClient dynamo;
    private Table table;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        dynamo = new AwsClients(new Environment(Map.of(
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "id",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_ENDPOINT_URL",
                                "http://localhost:" + server.getAddress().getPort())))
                .dynamoDb();
        table = new Table(dynamo, "table");
    }

    @AfterEach
    void stop() {
        dynamo.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            boolean refused = asked.incrementAndGet() <= refusals;
            byte[] body = (refused ? refusal : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void refuse(int times, String type, String reason) {
        refusals = times;
        refusal = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"refused\","
                + "\"CancellationReasons\":[{\"Code\":\"None\"},{\"Code\":\"" + reason + "\"}]}";
    }

    @Test
    void a_transaction_that_conflicts_with_another_is_retried() {
        refuse(3, "TransactionCanceledException", "TransactionConflict");
        table.write(WRITES);
        assertThat(asked).hasValue(4);
    }

    @Test
    void a_throttled_transaction_is_retried() {
        refuse(1, "TransactionCanceledException", "ThrottlingError");
        assertThat(table.tryWrite(WRITES)).isTrue();
    }

    @Test
    void an_unmet_condition_is_reported_without_a_retry() {
        refuse(1, "TransactionCanceledException", UnmetConditions.CONDITION);
        assertThat(table.refusal(WRITES)).map(UnmetConditions::writes).contains(List.of(CHECK));
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_transaction_that_must_not_fail_throws_if_a_condition_does_not_hold() {
        refuse(1, "TransactionCanceledException", UnmetConditions.CONDITION);
        assertThatThrownBy(() -> table.write(WRITES)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_client_is_asked_to_retry_later_if_every_attempt_conflicts() {
        refuse(Integer.MAX_VALUE, "TransactionCanceledException", "TransactionConflict");
        assertThatThrownBy(() -> table.write(WRITES)).isInstanceOfSatisfying(RegistryException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.TOOMANYREQUESTS);
            assertThat(e.headers()).containsEntry("Retry-After", "1");
        });
        assertThat(asked).hasValue(8);
    }

    @Test
    void a_write_of_one_item_that_conflicts_with_a_transaction_is_retried() {
        refuse(2, "TransactionConflictException", "None");
        table.delete(KEY);
        assertThat(asked).hasValue(3);
    }

    @Test
    void the_client_is_asked_to_retry_later_if_every_attempt_of_a_single_write_conflicts() {
        RuntimeException failure = TransactionConflictException.builder().build();
        assertThat(Overload.of(failure)).map(RegistryException::code).contains(ErrorCode.TOOMANYREQUESTS);
        assertThat(Overload.of(new IllegalStateException("a defect"))).isEmpty();
    }
}
