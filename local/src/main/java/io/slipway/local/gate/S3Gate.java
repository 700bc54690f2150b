package io.slipway.local.gate;

import io.slipway.local.gate.Refusal.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** S3 behind the gate. */
final class S3Gate {
    private static final int MAX_BULK_DELETION = 2 * 1024 * 1024;
    private static final String EMPTY = Hashes.sha256(new byte[0]);

    private final CallGuard guard;
    private final S3Access access;
    private final HttpService bucket;

    S3Gate(CallGuard guard, S3Access access, HttpService bucket) {
        this.guard = guard;
        this.access = access;
        this.bucket = bucket;
    }

    AwsAnswer answer(AwsRequest request, SignatureV4.Verified verified) throws Refusal, IOException {
        if (S3Access.isBulkDeletion(request)) {
            byte[] body = request.body().readNBytes(MAX_BULK_DELETION);
            guard.check(verified.keyId(), access.of(request, body));
            return send(request.with(body), verified);
        }
        guard.check(verified.keyId(), access.of(request, new byte[0]));
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
        String length = request.header(header);
        return length.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(length)) : OptionalLong.empty();
    }
}
