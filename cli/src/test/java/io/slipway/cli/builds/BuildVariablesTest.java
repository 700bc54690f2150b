package io.slipway.cli.builds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.slipway.cli.Slipway;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Shows the requests of {@code slipway build}, as a registry receives them. */
class BuildVariablesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPORT = """
            {"Variables": [
              {"Name": "Host", "Value": "any"},
              {"Name": "Host", "Value": "test", "Scope": {"Environment": ["Environments-2"]}},
              {"Name": "Host", "Value": "hotfix", "Scope": {"Environment": ["Environments-2"], "Channel": ["Channels-7"]}},
              {"Name": "Other", "Value": "production alone", "Scope": {"Environment": ["Environments-3"]}},
              {"Name": "Db:Password", "Value": null, "IsSensitive": true}],
             "ScopeValues": {"Environments": [{"Id": "Environments-2", "Name": "Test"}, {"Id": "Environments-3", "Name": "Production"}],
              "Channels": [{"Id": "Channels-7", "Name": "Hotfix"}]}}
            """;

    @TempDir
    Path work;

    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final StringWriter err = new StringWriter();
    private HttpServer registry;
    private Path export;

    @BeforeEach
    void start() throws IOException {
        export = Files.writeString(work.resolve("export.json"), EXPORT);
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/api/spaces/default/builds", exchange -> {
            try (exchange) {
                requests.add(JSON.readTree(exchange.getRequestBody()));
                byte[] answer = """
                        {"id": "01", "state": "Succeeded", "ended": "2026-01-01T00:00:00Z", "image": "host/web:1"}""".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        registry.start();
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Test
    void only_values_that_apply_to_the_deployment_are_sent() {
        assertThat(build("--environment", "Test", "--variables", export.toString(), "--set", "Db:Password=x"))
                .as("%s", err)
                .isZero();
        assertThat(requests.getFirst().path("variables").toString())
                .isEqualTo("[{\"Name\":\"Host\",\"Value\":\"test\",\"IsSensitive\":false},"
                        + "{\"Name\":\"Db:Password\",\"Value\":\"x\",\"IsSensitive\":true}]");
        assertThat(err.toString()).contains("warning: no channel is given");
    }

    @Test
    void the_deployment_is_sent_with_all_dimensions_of_its_scope() {
        assertThat(build(
                        "--environment",
                        "Environments-2",
                        "--tenant",
                        "Acme",
                        "--tenant-tag",
                        "Regions/EU",
                        "--channel",
                        "Hotfix",
                        "--role",
                        "web",
                        "--role",
                        "linux",
                        "--machine",
                        "web01",
                        "--step",
                        "Deploy",
                        "--process",
                        "Backup",
                        "--variables",
                        export.toString(),
                        "--set",
                        "Db:Password=x"))
                .as("%s", err)
                .isZero();
        JsonNode request = requests.getFirst();
        assertThat(request.at("/variables/0/Value").asText()).isEqualTo("hotfix");
        assertThat(request.path("environment").asText()).isEqualTo("Environments-2");
        assertThat(request.path("variables").toString()).contains("\"Octopus.Environment.Name\",\"Value\":\"Test\"");
        assertThat(request.path("tenant").asText()).isEqualTo("Acme");
        assertThat(request.path("tenantTags").toString()).isEqualTo("[\"Regions/EU\"]");
        assertThat(request.path("channel").asText()).isEqualTo("Hotfix");
        assertThat(request.path("roles").toString()).isEqualTo("[\"web\",\"linux\"]");
        assertThat(request.path("machine").asText()).isEqualTo("web01");
        assertThat(request.path("step").asText()).isEqualTo("Deploy");
        assertThat(request.path("process").asText()).isEqualTo("Backup");
    }

    @Test
    void a_secret_that_the_export_omits_is_reported_before_any_request() {
        assertThat(build("--environment", "Test", "--variables", export.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("export.json:6:12: the sensitive variable Db:Password has no value");
        assertThat(requests).isEmpty();
    }

    private int build(String... options) {
        String url = "http://localhost:" + registry.getAddress().getPort();
        CommandLine commandLine = Slipway.commandLine();
        commandLine.setOut(new PrintWriter(new StringWriter()));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(Stream.concat(
                        Stream.of(
                                "build", "web", "--version", "1", "--deployment", "d-1", "--url", url, "--token", "x"),
                        Stream.of(options))
                .toArray(String[]::new));
    }
}
