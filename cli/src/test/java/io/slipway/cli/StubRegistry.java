package io.slipway.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server with prepared responses: each request gets its next response, and the last one repeatedly. */
public final class StubRegistry implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private record Answer(int status, String body) {}

    public StubRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Prepares a response.
     *
     * @param request the method and the path, without a query: {@code GET /api/spaces}
     * @param status the status; 0 breaks the connection
     */
    public StubRegistry answer(String request, int status, String body) {
        answers.computeIfAbsent(request, key -> new ConcurrentLinkedQueue<>()).add(new Answer(status, body));
        return this;
    }

    /** Returns the requests so far, with their queries. */
    public List<String> requests() {
        return requests;
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Answer answer = next(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            if (answer.status() != 0) {
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer next(String request) {
        Queue<Answer> prepared = answers.get(request);
        if (prepared == null) {
            return new Answer(404, "{\"errors\":[{\"code\":\"NOT_FOUND\",\"message\":\"there is no such resource\"}]}");
        }
        Answer answer = prepared.size() > 1 ? prepared.poll() : prepared.peek();
        return answer == null ? new Answer(500, "") : answer;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
