package io.slipway.local.gate;

import io.slipway.local.gate.Refusal.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parsed signature of a request, from the header {@code Authorization} or the query.
 *
 * @param keyId the id of the access key
 * @param scope its credential scope
 * @param time its time, {@code yyyyMMdd'T'HHmmss'Z'}
 * @param signedHeaders the names of the signed headers
 * @param signature the signature, in hex
 * @param life the lifetime of a presigned request; empty for a header
 * @param token the session token
 */
record Claim(
        String keyId,
        CredentialScope scope,
        String time,
        List<String> signedHeaders,
        String signature,
        Optional<Duration> life,
        String token) {
    private static final Pattern CREDENTIAL =
            Pattern.compile("([^/]+)/(\\d{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request");
    private static final Pattern HEADER = Pattern.compile(
            "AWS4-HMAC-SHA256 +Credential=([^, ]+), *SignedHeaders=([a-z0-9;_.-]+), *Signature=([0-9a-f]{64})");
    private static final Pattern LOGIN = Pattern.compile("^(Bearer|Basic) ", Pattern.CASE_INSENSITIVE);
    private static final long MAX_LIFE_SECONDS = 604_800;

    static Claim of(AwsRequest request) throws Refusal {
        String header = request.header("authorization");
        Map<String, String> query = request.decodedParameters();
        // Clients forward the registry's login with a redirect to another port of the same host, such as the local
        // S3. In AWS the hosts differ, and S3 would reject a request with two signatures.
        boolean forwarded =
                query.containsKey("X-Amz-Signature") && LOGIN.matcher(header).find();
        if (!header.isEmpty() && !forwarded) {
            Matcher matcher = HEADER.matcher(header);
            if (!matcher.matches()) {
                throw new Refusal(Reason.MALFORMED, "the header Authorization must have the form of AWS4-HMAC-SHA256");
            }
            return claim(
                    matcher.group(1),
                    request.header("x-amz-date"),
                    matcher.group(2),
                    matcher.group(3),
                    Optional.empty(),
                    request.header("x-amz-security-token"));
        }
        if (!query.containsKey("X-Amz-Signature")) {
            throw new Refusal(Reason.MISSING_TOKEN, "Request is missing Authentication Token");
        }
        return claim(
                query.getOrDefault("X-Amz-Credential", ""),
                query.getOrDefault("X-Amz-Date", ""),
                query.getOrDefault("X-Amz-SignedHeaders", ""),
                query.getOrDefault("X-Amz-Signature", ""),
                Optional.of(life(query.getOrDefault("X-Amz-Expires", ""))),
                query.getOrDefault("X-Amz-Security-Token", ""));
    }

    private static Duration life(String seconds) throws Refusal {
        if (!seconds.matches("\\d{1,6}") || Long.parseLong(seconds) > MAX_LIFE_SECONDS) {
            throw new Refusal(Reason.MALFORMED, "X-Amz-Expires must be 0 to 604800 seconds, but was " + seconds);
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static Claim claim(
            String credential, String time, String headers, String signature, Optional<Duration> life, String token)
            throws Refusal {
        Matcher matcher = CREDENTIAL.matcher(credential);
        if (!matcher.matches() || !time.startsWith(matcher.group(2))) {
            throw new Refusal(
                    Reason.MALFORMED,
                    "the credential must be KEY/DATE/REGION/SERVICE/aws4_request, with the date of the request");
        }
        return new Claim(
                matcher.group(1),
                new CredentialScope(matcher.group(2), matcher.group(3), matcher.group(4)),
                time,
                Arrays.asList(headers.split(";", -1)),
                signature,
                life,
                token);
    }
}
