package io.slipway.local.gate;

import io.slipway.local.gate.Refusal.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Verifies and creates Signature Version 4 (AWS IAM User Guide, "AWS Signature Version 4 for API requests"). */
public final class SignatureV4 {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String PAYLOAD = "x-amz-content-sha256";
    /** The text that is signed instead of the body's hash. */
    public static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The maximum difference between a signature's time and ours. S3 accepts more. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Duration SKEW_S3 = Duration.ofMinutes(15);

    /** The signing keys of valid signatures, by key and scope: a few dozen for each day. */
    private final Map<String, byte[]> signingKeys = new ConcurrentHashMap<>();

    private final Function<String, Optional<AccessKey>> keys;
    private final String region;
    private final Clock clock;

    /**
     * @param keys finds an access key by its id
     * @param region the region for which requests are signed
     */
    public SignatureV4(Function<String, Optional<AccessKey>> keys, String region, Clock clock) {
        this.keys = keys;
        this.region = region;
        this.clock = clock;
    }

    /**
     * A verified signature.
     *
     * @param keyId the id of its key
     * @param payload the signed value for the body: its SHA-256, or that it is unsigned, or that its chunks are signed
     */
    record Verified(String keyId, String service, String payload, Claim claim, SigningKey key) {}

    /** The key with which the chunks of a body are signed. */
    record SigningKey(AccessKey key, CredentialScope scope) {
        String sign(String text) {
            return Hashes.hexMac(scope.key(key.secret()), text);
        }
    }

    /** Returns the id of the key that signed a request to this service with this body. */
    public String signer(AwsRequest request, byte[] body, String service) throws Refusal {
        Verified verified = verify(request, Optional.of(body));
        if (!verified.service().equals(service)) {
            throw new Refusal(
                    Reason.MALFORMED, "the signature must be for " + service + ", but was for " + verified.service());
        }
        return verified.keyId();
    }

    /**
     * Verifies a request.
     *
     * @param body the body; empty for S3, whose requests have a header for the signed part of the body
     */
    Verified verify(AwsRequest request, Optional<byte[]> body) throws Refusal {
        Claim claim = Claim.of(request);
        String service = claim.scope().service();
        if (!claim.scope().region().equals(region)) {
            throw new Refusal(
                    Reason.MALFORMED,
                    "the signature must be for " + region + ", but was for "
                            + claim.scope().region());
        }
        AccessKey key = keys.apply(claim.keyId())
                .orElseThrow(() ->
                        new Refusal(Reason.UNKNOWN_KEY, "The security token included in the request is invalid."));
        if (!Hashes.same(key.token(), claim.token())) {
            throw new Refusal(Reason.WRONG_TOKEN, "The security token included in the request is invalid.");
        }
        checkTime(claim);
        checkHeaders(request, claim);
        String payload = payload(request, claim, body);
        String canonical = CanonicalRequest.of(request, claim.signedHeaders(), service, payload);
        byte[] signingKey = signingKey(key, claim.scope());
        String expected = sign(signingKey, claim.scope(), claim.time(), canonical);
        if (!Hashes.same(expected, claim.signature())) {
            throw new Refusal(
                    Reason.WRONG_SIGNATURE,
                    "The request signature we calculated does not match the signature you provided. Check your AWS"
                            + " Secret Access Key and signing method.");
        }
        // Only now: the caller has chosen the service in the scope.
        signingKeys.putIfAbsent(name(key, claim.scope()), signingKey);
        return new Verified(key.id(), service, payload, claim, new SigningKey(key, claim.scope()));
    }

    private void checkTime(Claim claim) throws Refusal {
        Instant made;
        try {
            made = TIME.parse(claim.time(), Instant::from);
        } catch (DateTimeParseException e) {
            throw new Refusal(Reason.MALFORMED, "the time of the signature must have the form 20260102T030405Z");
        }
        Instant now = clock.instant();
        Duration skew = claim.scope().service().equals(CanonicalRequest.S3) ? SKEW_S3 : SKEW;
        boolean tooOld = claim.life().isEmpty() && made.isBefore(now.minus(skew));
        if (tooOld || made.isAfter(now.plus(skew))) {
            throw new Refusal(
                    Reason.WRONG_TIME, "The difference between the request time and the current time is too large.");
        }
        if (claim.life().isPresent() && now.isAfter(made.plus(claim.life().get()))) {
            throw new Refusal(Reason.EXPIRED, "Request has expired");
        }
    }

    /** Checks that the signature covers the host and, for S3, all AWS headers. */
    private static void checkHeaders(AwsRequest request, Claim claim) throws Refusal {
        if (!claim.signedHeaders().contains("host")) {
            throw new Refusal(Reason.NOT_SIGNED, "the header host must be signed");
        }
        if (claim.life().isEmpty() && !claim.signedHeaders().contains("x-amz-date")) {
            throw new Refusal(Reason.NOT_SIGNED, "the header x-amz-date must be signed");
        }
        if (claim.scope().service().equals(CanonicalRequest.S3)) {
            for (String name : request.headers().keySet()) {
                if (name.startsWith("x-amz-") && !claim.signedHeaders().contains(name)) {
                    throw new Refusal(
                            Reason.NOT_SIGNED,
                            "There were headers present in the request which were not signed: " + name);
                }
            }
        }
    }

    private static String payload(AwsRequest request, Claim claim, Optional<byte[]> body) throws Refusal {
        String said = request.header(PAYLOAD);
        if (body.isPresent()) {
            String hash = Hashes.sha256(body.get());
            if (!said.isEmpty() && !said.equals(hash)) {
                throw new Refusal(Reason.WRONG_HASH, "the body must have the SHA-256 that " + PAYLOAD + " says");
            }
            return hash;
        }
        if (!said.isEmpty()) {
            return said;
        }
        if (claim.life().isPresent()) {
            return UNSIGNED;
        }
        throw new Refusal(Reason.MALFORMED, "Missing required header for this request: " + PAYLOAD);
    }

    private static String name(AccessKey key, CredentialScope scope) {
        return key.id() + "/" + scope;
    }

    private byte[] signingKey(AccessKey key, CredentialScope scope) {
        byte[] known = signingKeys.get(name(key, scope));
        return known == null ? scope.key(key.secret()) : known;
    }

    private static String sign(byte[] signingKey, CredentialScope scope, String time, String canonical) {
        return Hashes.hexMac(
                signingKey,
                String.join("\n", ALGORITHM, time, scope.toString(), Hashes.sha256(Hashes.utf8(canonical))));
    }

    /**
     * Signs a request.
     *
     * @param request the request, with the header {@code host}; all its headers are signed
     * @param payload the body's SHA-256, or {@code UNSIGNED-PAYLOAD}
     * @return the headers of the request, including those of the signature
     */
    public Map<String, String> sign(AwsRequest request, AccessKey key, String service, String payload) {
        String time = TIME.format(clock.instant());
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put("x-amz-date", time);
        headers.put(PAYLOAD, payload);
        if (!key.token().isEmpty()) {
            headers.put("x-amz-security-token", key.token());
        }
        CredentialScope scope = new CredentialScope(time.substring(0, 8), region, service);
        TreeSet<String> signed = new TreeSet<>(headers.keySet());
        AwsRequest whole = new AwsRequest(request.method(), request.path(), request.query(), headers, request.body());
        byte[] signingKey = signingKey(key, scope);
        signingKeys.putIfAbsent(name(key, scope), signingKey);
        String signature = sign(signingKey, scope, time, CanonicalRequest.of(whole, signed, service, payload));
        headers.put(
                "authorization",
                ALGORITHM + " Credential=" + key.id() + "/" + scope + ", SignedHeaders=" + String.join(";", signed)
                        + ", Signature=" + signature);
        return headers;
    }
}
