package io.slipway.aws.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.contract.MovingClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Presigned URLs equal those of AWS's own presigner. */
class ObjectUrlsTest {
    private static final Duration LIFETIME = Duration.ofMinutes(7);
    private static final AwsCredentials ROLE =
            AwsSessionCredentials.create("AKROLE", "sec/ret+of=role", "to/ken+of=role");

    /** The example of the Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters". */
    @Test
    void the_example_of_the_reference_gets_the_documented_signature() {
        ObjectUrls urls = new ObjectUrls(
                new BucketUrl(URI.create("https://examplebucket.s3.amazonaws.com"), "us-east-1"),
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")),
                Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC));
        assertThat(urls.sign("GET", "test.txt", "", Collections.emptySortedMap(), Duration.ofDays(1)))
                .asString()
                .endsWith("&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs/default/9f1b2c3d-0000", "direct/team-a/apps/web with/ä+&=%", "a"})
    void urls_equal_those_of_the_sdk(String key) {
        for (AwsCredentials credentials : new AwsCredentials[] {ROLE, AwsBasicCredentials.create("AKUSER", "secret")}) {
            for (Optional<URI> endpoint :
                    List.of(Optional.<URI>empty(), Optional.of(URI.create("http://localhost:9000")))) {
                AwsCredentialsProvider provider = StaticCredentialsProvider.create(credentials);
                URI expected = sdk(provider, endpoint, key);
                Clock clock = Clock.fixed(time(expected), ZoneOffset.UTC);
                ObjectUrls urls = new ObjectUrls(BucketUrl.of("bucket", "eu-west-1", endpoint), provider, clock);
                URI actual = urls.sign(
                        "GET",
                        key,
                        "response-content-type=text%2Fplain&x-slipway-digest=sha256%3Aab",
                        Collections.emptySortedMap(),
                        LIFETIME);
                assertThat(parts(actual)).isEqualTo(parts(expected));
                assertThat(actual.getRawPath()).isEqualTo(expected.getRawPath());
                assertThat(actual.getAuthority()).isEqualTo(expected.getAuthority());
            }
        }
    }

    @Test
    void the_signature_of_an_upload_covers_its_headers_as_the_sdks_does() {
        StaticCredentialsProvider provider = StaticCredentialsProvider.create(ROLE);
        try (S3Presigner presigner = S3Presigner.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(provider)
                .build()) {
            var signed = presigner.presignPutObject(request -> request.signatureDuration(LIFETIME)
                    .putObjectRequest(put -> put.bucket("bucket")
                            .key("key")
                            .contentType("application/octet-stream")
                            .checksumSHA256("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
                            .metadata(Map.of("upload", "session"))));
            URI expected = URI.create(signed.url().toString());
            TreeMap<String, String> headers = new TreeMap<>();
            signed.signedHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
            headers.remove("host");
            ObjectUrls urls = new ObjectUrls(
                    BucketUrl.of("bucket", "eu-west-1", Optional.empty()),
                    provider,
                    Clock.fixed(time(expected), ZoneOffset.UTC));
            assertThat(headers).containsOnlyKeys("content-type", "x-amz-checksum-sha256", "x-amz-meta-upload");
            assertThat(parts(urls.sign("PUT", "key", "", headers, LIFETIME))).isEqualTo(parts(expected));
        }
    }

    @Test
    void other_credentials_and_another_day_sign_with_another_key() {
        AtomicReference<AwsCredentials> now = new AtomicReference<>(ROLE);
        MovingClock clock = new MovingClock(Instant.parse("2026-01-31T23:59:59Z"));
        ObjectUrls urls = new ObjectUrls(BucketUrl.of("bucket", "eu-west-1", Optional.empty()), now::get, clock);
        assertThat(scope(urls)).isEqualTo("AKROLE%2F20260131%2Feu-west-1%2Fs3%2Faws4_request");
        clock.advance(Duration.ofSeconds(1));
        assertThat(scope(urls)).isEqualTo("AKROLE%2F20260201%2Feu-west-1%2Fs3%2Faws4_request");
        now.set(AwsBasicCredentials.create("AKUSER", "secret"));
        assertThat(scope(urls)).isEqualTo("AKUSER%2F20260201%2Feu-west-1%2Fs3%2Faws4_request");
    }

    private static String scope(ObjectUrls urls) {
        return parts(urls.sign("GET", "key", "", Collections.emptySortedMap(), LIFETIME))
                .getOrDefault("X-Amz-Credential", "");
    }

    private static URI sdk(AwsCredentialsProvider provider, Optional<URI> endpoint, String key) {
        var builder = S3Presigner.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(provider)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(endpoint.isPresent())
                        .build());
        endpoint.ifPresent(builder::endpointOverride);
        try (S3Presigner presigner = builder.build()) {
            return URI.create(presigner
                    .presignGetObject(request -> request.signatureDuration(LIFETIME)
                            .getObjectRequest(get -> get.bucket("bucket")
                                    .key(key)
                                    .responseContentType("text/plain")
                                    .overrideConfiguration(
                                            it -> it.putRawQueryParameter("x-slipway-digest", "sha256:ab"))))
                    .url()
                    .toString());
        }
    }

    private static Instant time(URI url) {
        return LocalDateTime.parse(
                        parts(url).getOrDefault("X-Amz-Date", ""), DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
                .toInstant(ZoneOffset.UTC);
    }

    private static Map<String, String> parts(URI url) {
        return Stream.of(url.getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
