package io.slipway.local.gate;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

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

    private static final Set<String> OF_CONNECTION = Set.of("connection", "keep-alive", "transfer-encoding");

    private final URI server;
    private final StoreClient client;
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
        this.client = new StoreClient(server);
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
    AwsAnswer send(AwsRequest request, String payload, OptionalLong length) throws IOException {
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
        AwsAnswer answer = client.call(request.method(), target, signed, request.body(), length);
        Map<String, String> answered = new LinkedHashMap<>(answer.headers());
        answered.keySet().removeIf(name -> OF_CONNECTION.contains(name) || name.startsWith(":"));
        return new AwsAnswer(answer.status(), answered, answer.body());
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
