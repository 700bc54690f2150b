package io.slipway.function.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.SilentContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupHandlerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path bucket;

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private HttpServer cloudFormation;
    private EmulatedAccount account;

    @BeforeEach
    void start() throws IOException {
        account = EmulatedAccount.start(bucket);
        cloudFormation = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloudFormation.createContext("/", exchange -> {
            answers.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        cloudFormation.start();
    }

    @AfterEach
    void stop() {
        cloudFormation.stop(0);
        account.close();
    }

    @Test
    void a_new_stack_gets_the_file_of_the_edge_functions_store() throws Exception {
        handle("custom-resource-create", account.environment());
        assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
        JsonNode data = JSON.readTree(stored().orElseThrow()).path("data");
        assertThat(data.path(0).path("key").asText()).isEqualTo("ticket-key");
        assertThat(data.path(0).path("value").asText()).hasSizeGreaterThan(32);
        assertThat(data.path(1).toString()).isEqualTo("{\"key\":\"stream\",\"value\":\"on\"}");
    }

    @Test
    void a_stack_that_goes_is_not_held_up() throws Exception {
        handle("custom-resource-delete", account.environment());
        assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(stored()).isEmpty();
    }

    @Test
    void a_failure_is_told_and_does_not_tell_secrets() throws Exception {
        Map<String, String> environment = new HashMap<>(account.environment());
        environment.put("SLIPWAY_TICKET_KEY_SECRET", "missing");
        handle("custom-resource-create", environment);
        JsonNode answer = answer();
        assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
        assertThat(answer.path("RequestId").asText()).isNotEmpty();
    }

    private void handle(String event, Map<String, String> environment) throws IOException {
        Path file = Path.of(System.getProperty("slipway.root"), "events", event + ".json");
        Map<String, Object> request = JSON.readValue(file.toFile(), new TypeReference<>() {});
        request.put(
                "ResponseURL", "http://localhost:" + cloudFormation.getAddress().getPort() + "/answer");
        new SetupHandler(environment).handleRequest(request, SilentContext.INSTANCE);
    }

    private JsonNode answer() throws Exception {
        return JSON.readTree(answers.take());
    }

    private java.util.Optional<String> stored() throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("edge/store.json")) {
                    return java.util.Optional.of(Files.readString(file));
                }
            }
        }
        return java.util.Optional.empty();
    }
}
