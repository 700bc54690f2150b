package io.slipway.aws.blob;

import io.slipway.core.digest.Hmac;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Presigns URLs of a bucket's objects (Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters"). It caches the parts that are the
 * same for all URLs of a day: the SDK's presigner, which can sign any request, takes ten times as long.
 */
public final class ObjectUrls {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String UNRESERVED = "-._~";
    private static final HexFormat HEX = HexFormat.of();
    private static final HexFormat ESCAPES = HexFormat.of().withUpperCase();
    private static final int DATE = "yyyyMMdd".length();

    private final BucketUrl bucket;
    private final AwsCredentialsProvider credentials;
    private final Clock clock;

    /** The key that signed last; replaced on the next day, or with other credentials. */
    private volatile @Nullable DayKey last;

    ObjectUrls(BucketUrl bucket, AwsCredentialsProvider credentials, Clock clock) {
        this.bucket = bucket;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * Creates a presigner for a bucket.
     *
     * @param endpoint an emulator's URL
     */
    public static ObjectUrls of(
            String bucket, String region, Optional<URI> endpoint, AwsCredentialsProvider credentials) {
        return new ObjectUrls(BucketUrl.of(bucket, region, endpoint), credentials, Clock.systemUTC());
    }

    /**
     * Signs the URL of an object for one method.
     *
     * @param query more parameters of the query, escaped, in alphabetical order and with names in lower case
     * @param headers the headers that the request must have, unchanged, by their names in lower case
     * @param life the time within which a request to this URL may begin
     */
    URI sign(String method, String key, String query, SortedMap<String, String> headers, Duration life) {
        String time = TIME.format(clock.instant());
        DayKey signing = key(time.substring(0, DATE));
        StringBuilder names = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        for (var header : headers.headMap("host").entrySet()) {
            add(names, lines, header.getKey(), header.getValue());
        }
        add(names, lines, "host", bucket.base().getRawAuthority());
        for (var header : headers.tailMap("host").entrySet()) {
            add(names, lines, header.getKey(), header.getValue());
        }
        String path = bucket.base().getRawPath() + "/" + escape(key, true);
        String signed =
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + signing.credential + "&X-Amz-Date=" + time
                        + "&X-Amz-Expires=" + life.toSeconds() + signing.token + "&X-Amz-SignedHeaders="
                        + escape(names.toString(), false) + (query.isEmpty() ? "" : "&" + query);
        String request = method + "\n" + path + "\n" + signed + "\n" + lines + "\n" + names + "\nUNSIGNED-PAYLOAD";
        String text = "AWS4-HMAC-SHA256\n" + time + "\n" + signing.scope + "\n" + HEX.formatHex(sha256(request));
        String signature = HEX.formatHex(Hmac.sha256(signing.key, utf8(text)));
        return URI.create(bucket.base().getScheme() + "://" + bucket.base().getRawAuthority() + path + "?" + signed
                + "&X-Amz-Signature=" + signature);
    }

    private static void add(StringBuilder names, StringBuilder lines, String name, String value) {
        names.append(names.isEmpty() ? "" : ";").append(name);
        lines.append(name).append(':').append(value).append('\n');
    }

    private DayKey key(String date) {
        AwsCredentials now = credentials.resolveCredentials();
        DayKey key = last;
        if (key == null || !key.fits(date, now)) {
            key = new DayKey(date, now, bucket.region());
            last = key;
        }
        return key;
    }

    /** Escapes as S3 does: all but letters, digits and four marks, in UTF-8. */
    static String escape(String text, boolean path) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (byte next : utf8(text)) {
            char mark = (char) (next & 0xff);
            boolean kept = mark < 0x80 && (Character.isLetterOrDigit(mark) || UNRESERVED.indexOf(mark) >= 0);
            if (kept || (path && mark == '/')) {
                escaped.append(mark);
            } else {
                escaped.append('%').append(ESCAPES.toHexDigits(next));
            }
        }
        return escaped.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(utf8(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The key that signs all URLs of a day with the same credentials. */
    private static final class DayKey {
        private final String date;
        private final AwsCredentials credentials;
        private final String scope;
        private final String credential;
        private final String token;
        private final byte[] key;

        DayKey(String date, AwsCredentials credentials, String region) {
            this.date = date;
            this.credentials = credentials;
            this.scope = date + "/" + region + "/s3/aws4_request";
            this.credential = escape(credentials.accessKeyId() + "/" + scope, false);
            this.token = credentials instanceof AwsSessionCredentials session
                    ? "&X-Amz-Security-Token=" + escape(session.sessionToken(), false)
                    : "";
            byte[] dated = Hmac.sha256("AWS4" + credentials.secretAccessKey(), date);
            byte[] regional = Hmac.sha256(dated, utf8(region));
            this.key = Hmac.sha256(Hmac.sha256(regional, utf8("s3")), utf8("aws4_request"));
        }

        boolean fits(String day, AwsCredentials now) {
            return date.equals(day) && now.equals(credentials);
        }
    }
}
