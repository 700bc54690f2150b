package io.slipway.cli.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.cli.connection.AwsAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** Responds to signed requests in the form documented by AWS; others get 403. */
final class StubAws implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    StubAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Prepares a response.
     *
     * @param request the service, and the target or the path: {@code lambda /2016-08-19/account-settings}
     */
    StubAws answer(String request, String body) {
        answers.put(request, body);
        return this;
    }

    List<String> requests() {
        return requests;
    }

    AwsStack stack() {
        String url = "http://localhost:" + server.getAddress().getPort();
        return new AwsStack(
                new AwsAccount(
                        "eu-west-1", AwsBasicCredentials.create("AKIA", "secret"), Map.of("AWS_ENDPOINT_URL", url)),
                "eu-west-1",
                "abc123");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            String[] scope = String.valueOf(authorization).split("/", -1);
            String service = scope.length > 3 ? scope[3] : "unsigned";
            String request = service + " " + (target == null ? exchange.getRequestURI() : target);
            requests.add(request);
            String answer = answers.get(request);
            byte[] body = (answer == null ? "{\"message\":\"no answer to " + request + "\"}" : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 403 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
