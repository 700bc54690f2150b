package io.slipway.local.gate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;

/** A server behind the gate, which accepts a single key: calls are signed again with it. */
final class HttpService {
    /** Headers of a connection, or of the signature that was verified. */
    private static final Set<String> OWN = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "expect",
            "upgrade",
            "keep-alive",
            "te",
            "authorization",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-content-sha256",
            "x-amz-decoded-content-length",
            "x-amz-trailer",
            "amz-sdk-invocation-id",
            "amz-sdk-request");

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private static final Set<String> OF_CONNECTION = Set.of("connection", "keep-alive", "transfer-encoding");

    private final URI server;

    /** The connections to a server without TLS. */
    private final Optional<ServerConnections> connections;

    private final AccessKey key;
    private final String service;
    private final SignatureV4 signer;

    /**
     * @param server its URL
     * @param key the key that it accepts
     * @param service its name in signatures
     */
    HttpService(URI server, AccessKey key, String service, String region) {
        this.server = server;
        this.connections =
                "http".equals(server.getScheme()) ? Optional.of(new ServerConnections(server)) : Optional.empty();
        this.key = key;
        this.service = service;
        this.signer = new SignatureV4(id -> Optional.empty(), region, Clock.systemUTC());
    }

    /**
     * Forwards a call.
     *
     * @param payload the SHA-256 of the body, or that it is not covered
     * @param length the length of the body; empty for none
     */
    AwsAnswer send(AwsRequest request, String payload, OptionalLong length) throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> {
            if (!OWN.contains(name)) {
                headers.put(name, value);
            }
        });
        headers.computeIfPresent("content-encoding", (name, value) -> withoutChunks(value));
        headers.put("host", server.getAuthority());
        AwsRequest bare = new AwsRequest(request.method(), request.path(), query(request), headers, request.body());
        String target = bare.path() + (bare.query().isEmpty() ? "" : "?" + bare.query());
        Map<String, String> signed = signer.sign(bare, key, service, payload);
        AwsAnswer answer = connections.isPresent()
                ? connections.get().call(request.method(), target, signed, request.body(), length)
                : overTls(request, target, signed, length);
        Map<String, String> answered = new LinkedHashMap<>(answer.headers());
        answered.keySet().removeIf(name -> OF_CONNECTION.contains(name) || name.startsWith(":"));
        return new AwsAnswer(answer.status(), answered, answer.body());
    }

    private AwsAnswer overTls(AwsRequest request, String target, Map<String, String> signed, OptionalLong length)
            throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(server.resolve(target));
        signed.forEach((name, value) -> {
            if (!name.equals("host")) {
                builder.header(name, value);
            }
        });
        BodyPublisher body = length.isEmpty()
                ? BodyPublishers.noBody()
                : length.getAsLong() == 0
                        ? BodyPublishers.ofByteArray(new byte[0])
                        : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(request::body), length.getAsLong());
        HttpResponse<InputStream> response =
                HTTP.send(builder.method(request.method(), body).build(), BodyHandlers.ofInputStream());
        Map<String, String> answered = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> answered.put(name, String.join(",", values)));
        return new AwsAnswer(response.statusCode(), answered, response.body());
    }

    /** Returns the query without the parameters of a presigned URL. */
    private static String query(AwsRequest request) {
        return String.join(
                "&",
                request.parameters().stream()
                        .filter(pair -> !pair.getKey().startsWith("X-Amz-"))
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .toList());
    }

    private static @org.jspecify.annotations.Nullable String withoutChunks(String encoding) {
        String rest = encoding.replaceFirst("aws-chunked,?\\s*", "");
        return rest.isEmpty() ? null : rest;
    }
}
