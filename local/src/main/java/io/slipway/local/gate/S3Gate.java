package io.slipway.local.gate;

import io.slipway.local.gate.Refusal.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** S3 behind the gate. */
final class S3Gate {
    private static final int MAX_BULK_DELETION = 2 * 1024 * 1024;
    private static final String EMPTY = Hashes.sha256(new byte[0]);
    private static final Pattern PART_SIZE = Pattern.compile("<Size>(\\d{1,18})</Size>");

    private final CallGuard guard;
    private final S3Access access;
    private final HttpService bucket;
    private final DiskSpace disk;

    S3Gate(CallGuard guard, S3Access access, HttpService bucket, DiskSpace disk) {
        this.guard = guard;
        this.access = access;
        this.bucket = bucket;
        this.disk = disk;
    }

    AwsAnswer answer(AwsRequest request, SignatureV4.Verified verified) throws Refusal, IOException {
        if (S3Access.isBulkDeletion(request)) {
            byte[] body = request.body().readNBytes(MAX_BULK_DELETION);
            guard.check(verified.keyId(), access.of(request, body));
            return send(request.with(body), verified);
        }
        guard.check(verified.keyId(), access.of(request, new byte[0]));
        if (S3Access.isWrite(request)) {
            return write(request, verified);
        }
        AwsAnswer answer = send(request, verified);
        // S3 does not reveal that an object is missing to callers that may not list the bucket.
        if (answer.status() == 404
                && S3Access.isRead(request)
                && !guard.allows(verified.keyId(), access.listing(request))) {
            answer.body().close();
            throw new Refusal(Reason.DENIED, "Access Denied");
        }
        return withDigest(request, answer);
    }

    /** Forwards a write whose content fits on the disk. */
    private AwsAnswer write(AwsRequest request, SignatureV4.Verified verified) throws Refusal, IOException {
        try (var _ = disk.keep(size(request))) {
            AwsAnswer answer = send(request, verified);
            // The response to the last request of a multipart upload begins before the object is written.
            try (InputStream body = answer.body()) {
                return new AwsAnswer(answer.status(), answer.headers(), new ByteArrayInputStream(body.readAllBytes()));
            }
        }
    }

    /** Returns the bytes that a write adds to the disk: its body, its source, or the parts that it assembles. */
    private long size(AwsRequest request) throws IOException {
        String source = request.header("x-amz-copy-source");
        if (!source.isEmpty()) {
            AwsAnswer head = read("HEAD", source.startsWith("/") ? source : "/" + source, "");
            return length(head.headers().getOrDefault("content-length", "")).orElse(0);
        }
        if (request.method().equals("POST") && request.parameter("uploadId").isPresent()) {
            try (InputStream parts =
                    read("GET", request.path(), request.query()).body()) {
                return PART_SIZE
                        .matcher(new String(parts.readAllBytes(), StandardCharsets.UTF_8))
                        .results()
                        .mapToLong(part -> Long.parseLong(part.group(1)))
                        .sum();
            }
        }
        OptionalLong decoded = length(request, "x-amz-decoded-content-length");
        return decoded.isPresent()
                ? decoded.getAsLong()
                : length(request, "content-length").orElse(0);
    }

    private AwsAnswer read(String method, String path, String query) throws IOException {
        AwsRequest request = new AwsRequest(method, path, query, Map.of(), InputStream.nullInputStream());
        return bucket.send(request, SignatureV4.UNSIGNED, OptionalLong.empty());
    }

    /**
     * Adds a header that the distribution, but not S3, adds to responses. Here all clients are inside the region,
     * where S3 serves them itself, and the specification's test suite requires the header.
     */
    private static AwsAnswer withDigest(AwsRequest request, AwsAnswer answer) {
        return request.parameter("x-slipway-digest")
                .map(digest -> {
                    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
                    headers.put("docker-content-digest", digest);
                    return new AwsAnswer(answer.status(), headers, answer.body());
                })
                .orElse(answer);
    }

    /** Forwards the signed parts of the request, including the body if it is signed. */
    private AwsAnswer send(AwsRequest request, SignatureV4.Verified verified) throws Refusal, IOException {
        String payload = verified.payload();
        if (ChunkedBody.is(payload)) {
            OptionalLong length = length(request, "x-amz-decoded-content-length");
            if (length.isEmpty()) {
                throw new Refusal(
                        Reason.MALFORMED, "a body in chunks must have the header x-amz-decoded-content-length");
            }
            ChunkedBody body = new ChunkedBody(request.body(), verified);
            if (length.getAsLong() == 0) {
                body.readAllBytes();
            }
            return send(request, body, body::refusal, length);
        }
        OptionalLong length = length(request, "content-length");
        if (payload.equals(SignatureV4.UNSIGNED)) {
            return send(request, request.body(), Optional::empty, length);
        }
        if (length.orElse(0) == 0) {
            if (!payload.equals(EMPTY)) {
                throw new Refusal(Reason.WRONG_HASH, "the body must have the signed SHA-256, but does not");
            }
            return send(request, request.body(), Optional::empty, length);
        }
        HashedBody body = new HashedBody(request.body(), payload, length.getAsLong());
        return send(request, body, body::refusal, length);
    }

    private AwsAnswer send(
            AwsRequest request, InputStream body, Supplier<Optional<Refusal>> refusal, OptionalLong length)
            throws Refusal, IOException {
        AwsRequest decoded = new AwsRequest(request.method(), request.path(), request.query(), request.headers(), body);
        try {
            return bucket.send(decoded, SignatureV4.UNSIGNED, length);
        } catch (IOException e) {
            if (refusal.get().isPresent()) {
                throw refusal.get().get();
            }
            throw e;
        }
    }

    private static OptionalLong length(AwsRequest request, String header) {
        return length(request.header(header));
    }

    private static OptionalLong length(String length) {
        return length.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(length)) : OptionalLong.empty();
    }
}
