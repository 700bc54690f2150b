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
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A service of AWS that speaks the JSON protocol 1.1 (Smithy, "AWS JSON 1.1"), on the loopback interface. */
public final class JsonServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An error of the service. */
    public static final class ServiceException extends RuntimeException {
        private final String type;

        /** An error of this type, with a message. */
        public ServiceException(String type, String message) {
            super(message, null, false, false);
            this.type = type;
        }
    }

    private final HttpServer server;
    private final Map<String, Function<JsonNode, ObjectNode>> operations;

    private JsonServer(HttpServer server, Map<String, Function<JsonNode, ObjectNode>> operations) {
        this.server = server;
        this.operations = Map.copyOf(operations);
    }

    /** Starts with these operations, by name. */
    public static JsonServer start(Map<String, Function<JsonNode, ObjectNode>> operations) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            JsonServer service = new JsonServer(server, operations);
            server.createContext("/", service::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the service answers. */
    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            ObjectNode answer;
            try {
                answer = operation(exchange).apply(JSON.readTree(exchange.getRequestBody()));
            } catch (ServiceException e) {
                status = 400;
                answer = JSON.createObjectNode().put("__type", e.type).put("message", e.getMessage());
            } catch (RuntimeException e) {
                status = 500;
                answer =
                        JSON.createObjectNode().put("__type", "InternalFailure").put("message", e.toString());
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Function<JsonNode, ObjectNode> operation(HttpExchange exchange) {
        String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .orElse("");
        return Optional.ofNullable(operations.get(target.substring(target.indexOf('.') + 1)))
                .orElseThrow(() -> new ServiceException("UnknownOperationException", "no operation " + target));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
