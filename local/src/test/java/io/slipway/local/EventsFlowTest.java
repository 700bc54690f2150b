package io.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.slipway.emulators.DynamoDbEmulator;
import io.slipway.emulators.S3Emulator;
import io.slipway.emulators.SecretsEmulator;
import io.slipway.emulators.TableStreamReader;
import io.slipway.local.gate.AccessKey;
import io.slipway.local.gate.DiskSpace;
import io.slipway.local.gate.Gate;
import io.slipway.local.lambda.EventBridgeService;
import io.slipway.local.lambda.EventBus;
import io.slipway.local.lambda.LambdaRuntime;
import io.slipway.local.lambda.TableStream;
import io.slipway.local.template.FunctionResource;
import io.slipway.local.template.Stack;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows an event from its item in the table through the stream, EventsFunction, EventBridge and WebhooksFunction, behind the gate. */
class EventsFlowTest {
    private static final String TABLE = "slipway-table";

    @TempDir
    Path folder;

    private final BlockingQueue<String> posts = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

    @Test
    void an_event_item_reaches_the_webhook_of_its_space() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Stack stack = Stack.read(
                Path.of(System.getProperty("slipway.root", ".")).resolve("template.yaml"),
                Map.of("WebhookNetwork", "any"));
        List<FunctionResource> functions = stack.functions().stream()
                .filter(function ->
                        function.id().equals("EventsFunction") || function.id().equals("WebhooksFunction"))
                .toList();
        AccessKey bucketKey = AccessKey.ofUser();
        CompletableFuture<EventBus> bus = new CompletableFuture<>();
        try (DynamoDbEmulator table = DynamoDbEmulator.start(Optional.empty());
                S3Emulator bucket = S3Emulator.start(folder.resolve("s3"), bucketKey.id(), bucketKey.secret(), 0);
                Gate gate = Gate.open(new Gate.Behind(
                        stack,
                        "us-east-1",
                        Map.of(
                                "dynamodb",
                                table,
                                "secretsmanager",
                                SecretsEmulator.start(Map.of("slipway-webhooksecret", "secret")),
                                "events",
                                EventBridgeService.of(bus::join)),
                        bucket.uri(),
                        bucketKey,
                        DiskSpace.of(folder, log::add),
                        folder.resolve("accesses.jsonl"),
                        log::add))) {
            Deployment.create(stack, gate, "us-east-1", "administrator");
            LambdaRuntime lambda = new LambdaRuntime(
                    functions,
                    gate.carrier(),
                    function -> account(gate, stack.access().roleOf(function.id())),
                    log::add);
            try (EventBus events = new EventBus(functions, lambda, log::add);
                    TableStream stream = TableStream.start(
                            functions,
                            lambda,
                            new TableStreamReader(table, TABLE, folder.resolve("position")),
                            log::add)) {
                bus.complete(events);
                put(table, """
                        {"pk":{"S":"SPACE#default"},"sk":{"S":"WEBHOOK#a"},"types":{"S":"tag.deleted"},"created":{"N":"1"},
                         "url":{"S":"http://localhost:%d/hook"}}""".formatted(server.getAddress().getPort()));
                put(table, event("EVENTS#default", "1", "image.pushed"));
                put(table, event("EVENTS#*", "2", "token.created"));
                put(table, event("EVENTS#default", "3", "tag.deleted"));
                assertThat(posts.poll(1, TimeUnit.MINUTES))
                        .as(log.toString())
                        .contains(
                                "\"id\":\"3\"", "\"type\":\"tag.deleted\"", "\"tag\":\"1.2\"", "\"space\":\"default\"");
                assertThat(stream).isNotNull();
            }
            assertThat(posts).isEmpty();
            assertThat(log).as("nothing was denied").isEmpty();
        } finally {
            server.stop(0);
        }
    }

    private static Map<String, String> account(Gate gate, String role) {
        Map<String, String> account = new HashMap<>(gate.assume(role, "test").environment());
        account.put("AWS_REGION", "us-east-1");
        account.put("AWS_ENDPOINT_URL", gate.uri().toString());
        return account;
    }

    private static String event(String partition, String id, String type) {
        return """
                {"pk":{"S":"%s"},"sk":{"S":"EVENT#%s"},"type":{"S":"%s"},"by":{"S":"admin"},"time":{"N":"1700000000000"},
                 "detail":{"S":"{\\"repository\\":\\"app\\",\\"tag\\":\\"1.2\\"}"},"expires":{"N":"9999999999"}}""".formatted(partition, id, type);
    }

    private static void put(DynamoDbEmulator table, String item) {
        var answer = table.answer(
                "DynamoDB_20120810.PutItem",
                ("{\"TableName\":\"" + TABLE + "\",\"Item\":" + item + "}").getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
    }
}
