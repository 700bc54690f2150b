package io.slipway.local.front;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Another server as an origin; bodies are streamed. */
final class ServerOrigin {
    /** Headers that concern a single connection, or that our HTTP client sets itself. */
    private static final Set<String> OWN = Set.of(
            "host", "content-length", "transfer-encoding", "connection", "expect", "upgrade", "keep-alive", "te");

    private final HttpClient http;
    private final URI server;
    private final String scheme;

    ServerOrigin(HttpClient http, URI server, String scheme) {
        this.http = http;
        this.server = server;
        this.scheme = scheme;
    }

    Answer send(Exchange exchange) throws IOException, InterruptedException {
        String query = exchange.query().isEmpty() ? "" : "?" + exchange.query();
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(exchange.path() + query));
        exchange.headers().forEach((name, value) -> {
            if (!OWN.contains(name)) {
                request.header(name, value);
            }
        });
        request.setHeader("x-forwarded-proto", scheme);
        BodyPublisher stream = BodyPublishers.ofInputStream(exchange::body);
        request.method(
                exchange.method(),
                exchange.length().isPresent() && exchange.length().getAsLong() > 0
                        ? BodyPublishers.fromPublisher(stream, exchange.length().getAsLong())
                        : stream);
        HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name) && !name.startsWith(":")) {
                headers.put(name, String.join(",", values));
            }
        });
        return new Answer(response.statusCode(), headers, response.body());
    }
}
