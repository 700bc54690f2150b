package io.slipway.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** The one operation of Secrets Manager that Slipway uses, GetSecretValue, on the loopback interface. */
public final class SecretsEmulator implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GET = "secretsmanager.GetSecretValue";

    private final HttpServer server;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    private SecretsEmulator(HttpServer server) {
        this.server = server;
    }

    /** Starts with these secrets, by name; a name with {@code #AWSPREVIOUS} behind it is the version before. */
    public static SecretsEmulator start(Map<String, String> secrets) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SecretsEmulator emulator = new SecretsEmulator(server);
            emulator.secrets.putAll(secrets);
            server.createContext("/", emulator::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return emulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a secret another value, as a rotation does. */
    public void put(String name, String value) {
        secrets.put(name, value);
    }

    /** Where the emulator answers. */
    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String id = request.path("SecretId").asText();
            String stage = request.path("VersionStage").asText("AWSCURRENT");
            String value = secrets.get(stage.equals("AWSCURRENT") ? id : id + "#" + stage);
            boolean known = GET.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target")) && value != null;
            ObjectNode answer = JSON.createObjectNode();
            if (known) {
                answer.put("Name", id).put("SecretString", value);
            } else {
                answer.put("__type", "ResourceNotFoundException").put("message", "no such secret");
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(known ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
