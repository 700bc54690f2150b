package io.slipway.local.front;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** IAM in front of a route: verifies Signature Version 4 as API Gateway does (AWS, "Create a signed AWS API request"). */
final class Signatures {
    private static final Pattern HEADER =
            Pattern.compile("AWS4-HMAC-SHA256 +Credential=([^/, ]+)/(\\d{8})/([^/, ]+)/execute-api/aws4_request"
                    + ", *SignedHeaders=([a-z0-9;_-]+), *Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** How far the time of a signature may be from ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Map<String, String> keys;
    private final String region;
    private final Clock clock;

    /**
     * @param keys the secret access keys, by their ids
     * @param region the region for which requests are signed
     */
    Signatures(Map<String, String> keys, String region, Clock clock) {
        this.keys = Map.copyOf(keys);
        this.region = region;
        this.clock = clock;
    }

    /** The id of the key that signed the request; empty where nobody known did, for this request, just now. */
    Optional<String> signer(Exchange exchange, byte[] body) {
        Matcher header = HEADER.matcher(exchange.headers().getOrDefault("authorization", ""));
        String time = exchange.headers().getOrDefault("x-amz-date", "");
        if (!header.matches() || !header.group(3).equals(region) || !time.startsWith(header.group(2)) || !isNow(time)) {
            return Optional.empty();
        }
        List<String> signed = Arrays.asList(header.group(4).split(";", -1));
        String secret = keys.get(header.group(1));
        if (secret == null || !signed.containsAll(List.of("host", "x-amz-date"))) {
            return Optional.empty();
        }
        String scope = header.group(2) + "/" + region + "/execute-api/aws4_request";
        String text =
                String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(utf8(canonical(exchange, signed, body))));
        byte[] key = utf8("AWS4" + secret);
        for (String part : scope.split("/", -1)) {
            key = mac(key, part);
        }
        String expected = HexFormat.of().formatHex(mac(key, text));
        return MessageDigest.isEqual(utf8(expected), utf8(header.group(5)))
                ? Optional.of(header.group(1))
                : Optional.empty();
    }

    private boolean isNow(String time) {
        try {
            Instant signed = TIME.parse(time, Instant::from);
            return Duration.between(signed, clock.instant()).abs().compareTo(SKEW) <= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String canonical(Exchange exchange, List<String> signed, byte[] body) {
        String headers = signed.stream()
                .map(name -> name + ":"
                        + exchange.headers().getOrDefault(name, "").strip().replaceAll(" +", " ") + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                exchange.method(),
                exchange.path().replace("%", "%25"),
                query(exchange.query()),
                headers,
                String.join(";", signed),
                sha256(body));
    }

    private static String query(String query) {
        TreeMap<String, String> sorted = new TreeMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            sorted.put(pair.contains("=") ? pair : pair + "=", "");
        }
        return String.join("&", sorted.keySet());
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
