package io.slipway.local.front;

import io.slipway.local.gate.AccessKey;
import io.slipway.local.gate.AwsAnswer;
import io.slipway.local.gate.AwsRequest;
import io.slipway.local.gate.Gate;
import io.slipway.local.gate.SignatureV4;
import io.slipway.local.lambda.EventBus;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bucket as an origin. With origin access control, requests are signed as the distribution; bodies are streamed. */
final class BucketOrigin {
    private static final String PAYLOAD = "x-amz-content-sha256";
    private static final Set<String> FORWARDED =
            Set.of("range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range");
    private static final Set<String> ANSWERED = Set.of("content-type", "etag");

    private final Gate gate;
    private final AccessKey key;
    private final String bucket;
    private final EventBus events;
    private final SignatureV4 signer;

    /**
     * @param gate the gate in front of S3
     * @param key the distribution's key
     * @param bucket the bucket's name
     * @param region the region of the bucket
     */
    BucketOrigin(Gate gate, AccessKey key, String bucket, String region, EventBus events) {
        this.gate = gate;
        this.key = key;
        this.bucket = bucket;
        this.events = events;
        this.signer = new SignatureV4(id -> Optional.empty(), region, Clock.systemUTC());
    }

    Answer put(Exchange exchange) throws IOException {
        long length = exchange.length()
                .orElseThrow(() -> new IOException("a PUT to the bucket must have a Content-Length, but has none"));
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.headers().forEach((name, value) -> {
            if (name.startsWith("x-amz-") || name.equals("content-type")) {
                headers.put(name, value);
            }
        });
        String payload = headers.getOrDefault(PAYLOAD, SignatureV4.UNSIGNED);
        AwsAnswer answer = sendSigned(exchange, headers, payload, Map.of("content-length", Long.toString(length)));
        Map<String, String> answered = new LinkedHashMap<>(answer.headers());
        answered.keySet().retainAll(ANSWERED);
        if (answer.status() == 200) {
            events.objectCreated(bucket, Decoding.path(exchange.path()).substring(1), length);
        }
        return new Answer(answer.status(), answered, answer.body());
    }

    /** Gets an object by a request that the distribution signs. */
    Answer getSigned(Exchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(exchange.headers());
        headers.keySet().retainAll(FORWARDED);
        AwsAnswer answer = sendSigned(exchange, headers, SignatureV4.UNSIGNED, Map.of());
        return new Answer(answer.status(), answer.headers(), answer.body());
    }

    /** Gets an object by the viewer's own presigned request, with the same path and query. */
    Answer get(Exchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(exchange.headers());
        headers.keySet().retainAll(FORWARDED);
        AwsAnswer answer = gate.answer(request(exchange, exchange.query(), headers));
        return new Answer(answer.status(), answer.headers(), answer.body());
    }

    /**
     * Sends a request that the distribution signs, without the viewer's query.
     *
     * @param more headers that the signature does not cover
     */
    private AwsAnswer sendSigned(
            Exchange exchange, Map<String, String> headers, String payload, Map<String, String> more)
            throws IOException {
        AwsRequest request = request(exchange, "", headers);
        Map<String, String> signed = signer.sign(request, key, "s3", payload);
        signed.putAll(more);
        return gate.answer(new AwsRequest(request.method(), request.path(), "", signed, request.body()));
    }

    private AwsRequest request(Exchange exchange, String query, Map<String, String> headers) {
        headers.put("host", gate.uri().getAuthority());
        return new AwsRequest(exchange.method(), "/" + bucket + exchange.path(), query, headers, exchange.body());
    }
}
