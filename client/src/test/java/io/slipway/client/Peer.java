package io.slipway.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A server that responds as a test defines, even wrongly, and records the requests. As a registry, it issues a new
 * bearer token for each login.
 */
public final class Peer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();

    /** The requests so far, except those for a bearer token. */
    public final List<Received> received = new CopyOnWriteArrayList<>();

    /** The requests for a bearer token. */
    public final List<Received> logins = new CopyOnWriteArrayList<>();

    /** Sends a response. */
    @FunctionalInterface
    public interface Answer {
        void send(HttpExchange exchange) throws IOException;
    }

    /**
     * A request.
     *
     * @param line the method, the path and the query
     */
    public record Received(String line, String authorization, String range, String body) {}

    public Peer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Prepares the response to the next request of this method and path; the last one is repeated. */
    public Peer answer(String request, Answer answer) {
        answers.computeIfAbsent(request, key -> new ConcurrentLinkedQueue<>()).add(answer);
        return this;
    }

    /** Prepares a response with headers, as alternating names and values. */
    public Peer answer(String request, int status, String body, String... headers) {
        return answer(request, exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            send(exchange, status, body);
        });
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Received request = new Received(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    header(exchange, "Authorization"),
                    header(exchange, "Range"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Queue<Answer> prepared = answers.get(exchange.getRequestMethod() + " " + path);
            if (path.equals("/token")) {
                logins.add(request);
            } else {
                received.add(request);
            }
            if (prepared != null) {
                Answer next = prepared.size() > 1 ? prepared.remove() : prepared.element();
                next.send(exchange);
            } else if (path.equals("/token")) {
                send(exchange, 200, "{\"token\":\"bearer-" + logins.size() + "\",\"expires_in\":300}");
            } else {
                send(exchange, 404, "");
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return new HashMap<>(exchange.getRequestHeaders())
                .getOrDefault(name, List.of(""))
                .getFirst();
    }

    /** Returns the lines of all requests, except those for a bearer token. */
    public List<String> lines() {
        return received.stream().map(Received::line).toList();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns a session with this registry. */
    public Session session() {
        return new Session(RegistryUrl.parse(url()), "slp_secret");
    }

    public static Digest digest(String content) {
        return Digest.of(DigestAlgorithm.SHA256, content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
