package io.slipway.local.front;

import io.slipway.local.lambda.EventBus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The bucket as an origin with access control: every request is signed, and its body passes through as it comes. */
final class BucketOrigin {
    private static final Set<String> FORWARDED =
            Set.of("range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range");

    private final HttpClient http;
    private final S3Presigner presigner;
    private final URI server;
    private final String bucket;
    private final EventBus events;

    BucketOrigin(HttpClient http, S3Presigner presigner, URI server, String bucket, EventBus events) {
        this.http = http;
        this.presigner = presigner;
        this.server = server;
        this.bucket = bucket;
        this.events = events;
    }

    Answer put(Exchange exchange) throws IOException, InterruptedException {
        String key = Decoding.path(exchange.path()).substring(1);
        long length = exchange.length().orElseThrow(() -> new IOException("S3 wants a length"));
        var presigned = presigner.presignPutObject(request -> request.signatureDuration(Duration.ofHours(1))
                .putObjectRequest(put -> put.bucket(bucket)
                        .key(key)
                        .contentType(exchange.headers().get("content-type"))
                        .checksumSHA256(exchange.headers().get("x-amz-checksum-sha256"))
                        .metadata(Map.of("upload", exchange.headers().getOrDefault("x-amz-meta-upload", "")))));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(presigned.url().toString()));
        presigned.signedHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                request.header(name, String.join(",", values));
            }
        });
        var body = BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(exchange::body), length);
        HttpResponse<InputStream> response = http.send(request.PUT(body).build(), BodyHandlers.ofInputStream());
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().firstValue("Content-Type").ifPresent(type -> headers.put("Content-Type", type));
        response.headers().firstValue("ETag").ifPresent(tag -> headers.put("ETag", tag));
        if (response.statusCode() == 200) {
            events.objectCreated(bucket, key, length);
        }
        return new Answer(response.statusCode(), headers, response.body());
    }

    /** A presigned request: path and query go on as they are, to where the emulator has the bucket. */
    Answer get(Exchange exchange) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve("/" + bucket + exchange.path() + "?" + exchange.query()));
        exchange.headers().forEach((name, value) -> {
            if (FORWARDED.contains(name)) {
                request.header(name, value);
            }
        });
        HttpResponse<InputStream> response = http.send(
                request.method(exchange.method(), BodyPublishers.noBody()).build(), BodyHandlers.ofInputStream());
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("connection") && !name.equalsIgnoreCase("transfer-encoding")) {
                headers.put(name, String.join(",", values));
            }
        });
        return new Answer(response.statusCode(), headers, response.body());
    }
}
