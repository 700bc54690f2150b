package io.slipway.function.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.console.ConsoleFiles;
import io.slipway.core.access.Attempt;
import io.slipway.core.access.Credentials;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.SilentContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    void for_a_new_stack_the_file_of_the_edge_functions_store_is_written() throws Exception {
        handle("custom-resource-create", account.environment());
        assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
        JsonNode data = JSON.readTree(stored().orElseThrow()).path("data");
        assertThat(data.path(0).path("key").asText()).isEqualTo("ticket-key");
        assertThat(data.path(0).path("value").asText()).hasSizeGreaterThan(32);
        assertThat(data).hasSize(1);
    }

    @Test
    void the_file_with_its_secret_is_removed_once_the_store_has_imported_it() throws Exception {
        handle("custom-resource-create", account.environment());
        assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
        handle("custom-resource-imported", account.environment());
        assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(stored()).isEmpty();
    }

    @Test
    void a_release_publishes_the_consoles_files_and_removes_those_of_the_last_one() throws Exception {
        Backend backend = new Backend(new Environment(account.environment()));
        backend.staticFiles().publish("console", new TreeMap<>(Map.of("old.js", new byte[] {1})));
        handle("custom-resource-console", account.environment());
        assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(stored("console/old.js")).isEmpty();
        assertThat(stored("console/index.html").orElseThrow()).contains("app.js");
        for (Map.Entry<String, byte[]> file : ConsoleFiles.read().entrySet()) {
            assertThat(stored("console/" + file.getKey()).orElseThrow())
                    .isEqualTo(new String(file.getValue(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void a_release_publishes_the_hash_of_the_administrators_token() throws Exception {
        handle("custom-resource-administrator", account.environment());
        assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
        Backend backend = new Backend(new Environment(account.environment()));
        Attempt attempt = Attempt.of(Attempt.NO_TOKEN, "192.0.2.1", Instant.now());
        assertThat(backend.forLogins().tokens().read(attempt, Set.of()).administrator())
                .contains(Credentials.hash(EmulatedAccount.ADMIN_TOKEN));
    }

    @Test
    void the_deletion_of_a_stack_succeeds() throws Exception {
        handle("custom-resource-delete", account.environment());
        assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(stored()).isEmpty();
    }

    @Test
    void a_failure_is_reported_without_secrets() throws Exception {
        Map<String, String> environment = new HashMap<>(account.environment());
        environment.put("SLIPWAY_TICKET_KEY_SECRET", "missing");
        handle("custom-resource-create", environment);
        JsonNode answer = answer();
        assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
        assertThat(answer.path("RequestId").asText()).isNotEmpty();
    }

    /** Keeps only EC2's ranges in the region itself: transfer to other services, regions and local zones is billed differently. */
    @Test
    void the_address_ranges_of_the_region_are_stored_in_the_table() throws Exception {
        String published = """
                {"prefixes": [
                  {"ip_prefix": "192.0.2.0/24", "region": "us-east-1", "service": "EC2", "network_border_group": "us-east-1"},
                  {"ip_prefix": "198.51.100.0/24", "region": "eu-west-1", "service": "EC2", "network_border_group": "eu-west-1"},
                  {"ip_prefix": "203.0.113.0/25", "region": "us-east-1", "service": "EC2", "network_border_group": "us-east-1-bos-1"},
                  {"ip_prefix": "203.0.113.128/25", "region": "us-east-1", "service": "CLOUDFRONT", "network_border_group": "us-east-1"}],
                 "ipv6_prefixes": [
                  {"ipv6_prefix": "2001:db8::/33", "region": "us-east-1", "service": "EC2", "network_border_group": "us-east-1"}]}
                """;
        cloudFormation.createContext("/ip-ranges.json", exchange -> {
            byte[] body = published.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        Map<String, String> environment = new HashMap<>(account.environment());
        environment.put("SLIPWAY_IP_RANGES", "http://localhost:" + port() + "/ip-ranges.json");
        new SetupHandler(environment).handleRequest(scheduled(), SilentContext.INSTANCE);
        var ranges = new Backend(new Environment(environment)).regionRanges();
        assertThat(ranges.covers("192.0.2.77")).isTrue();
        assertThat(ranges.covers("2001:db8:1::1")).isTrue();
        for (String elsewhere : List.of("198.51.100.1", "203.0.113.1", "203.0.113.200", "2001:db8:8000::1")) {
            assertThat(ranges.covers(elsewhere)).as(elsewhere).isFalse();
        }
    }

    @Test
    void unavailable_address_ranges_do_not_fail_a_deployment_and_all_pulls_use_the_distribution() {
        Map<String, String> environment = new HashMap<>(account.environment());
        environment.put("SLIPWAY_IP_RANGES", "http://localhost:1/ip-ranges.json");
        new SetupHandler(environment).handleRequest(scheduled(), SilentContext.INSTANCE);
        assertThat(new Backend(new Environment(environment)).regionRanges().covers("192.0.2.77"))
                .isFalse();
    }

    @Test
    void the_sample_of_the_schedules_event_equals_the_one_in_the_template() throws IOException {
        String template = Files.readString(Path.of(System.getProperty("slipway.root"), "template.yaml"));
        String schedule = template.substring(template.indexOf("\n        Ranges:\n"));
        String input = schedule.substring(schedule.indexOf("Input: '") + "Input: '".length());
        assertThat(JSON.readTree(input.substring(0, input.indexOf('\'')))).isEqualTo(JSON.valueToTree(scheduled()));
    }

    private static Map<String, Object> scheduled() {
        try {
            return JSON.readValue(
                    Path.of(System.getProperty("slipway.root"), "events", "refresh-ranges.json")
                            .toFile(),
                    new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int port() {
        return cloudFormation.getAddress().getPort();
    }

    private void handle(String event, Map<String, String> environment) throws IOException {
        Path file = Path.of(System.getProperty("slipway.root"), "events", event + ".json");
        Map<String, Object> request = JSON.readValue(file.toFile(), new TypeReference<>() {});
        request.put("ResponseURL", "http://localhost:" + port() + "/answer");
        new SetupHandler(environment).handleRequest(request, SilentContext.INSTANCE);
    }

    private JsonNode answer() throws Exception {
        return JSON.readTree(answers.take());
    }

    private java.util.Optional<String> stored() throws IOException {
        return stored("edge/store.json");
    }

    private java.util.Optional<String> stored(String key) throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.endsWith(key)) {
                    return java.util.Optional.of(Files.readString(file));
                }
            }
        }
        return java.util.Optional.empty();
    }
}
