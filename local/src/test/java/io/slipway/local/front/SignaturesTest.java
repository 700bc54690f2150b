package io.slipway.local.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Verifies signatures of the AWS SDK's own signer. */
class SignaturesTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final Clock NOW = Clock.systemUTC();

    private final Signatures signatures = new Signatures(Map.of("AKID", "secret"), "eu-central-1", NOW);

    @Test
    void a_signature_identifies_its_key() {
        assertThat(signatures.signer(signed("secret", "eu-central-1", NOW), BODY))
                .contains("AKID");
    }

    @Test
    void a_signature_with_another_secret_region_or_time_is_rejected() {
        assertThat(signatures.signer(signed("other", "eu-central-1", NOW), BODY))
                .isEmpty();
        assertThat(signatures.signer(signed("secret", "us-east-1", NOW), BODY)).isEmpty();
        Clock before = Clock.offset(NOW, Duration.ofMinutes(-16));
        assertThat(signatures.signer(signed("secret", "eu-central-1", before), BODY))
                .isEmpty();
    }

    @Test
    void a_signature_for_another_body_path_method_or_host_is_rejected() {
        Exchange signed = signed("secret", "eu-central-1", NOW);
        assertThat(signatures.signer(signed, new byte[] {1})).isEmpty();
        assertThat(signatures.signer(changed(signed, "POST", "/api/other", signed.headers()), BODY))
                .isEmpty();
        assertThat(signatures.signer(changed(signed, "PUT", signed.path(), signed.headers()), BODY))
                .isEmpty();
        Map<String, String> headers = new HashMap<>(signed.headers());
        headers.put("host", "another.test");
        assertThat(signatures.signer(changed(signed, "POST", signed.path(), headers), BODY))
                .isEmpty();
    }

    @Test
    void a_request_without_a_signature_is_rejected() {
        Exchange plain =
                changed(signed("secret", "eu-central-1", NOW), "POST", "/", Map.of("authorization", "Bearer x"));
        assertThat(signatures.signer(plain, BODY)).isEmpty();
    }

    private static Exchange signed(String secret, String region, Clock clock) {
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("https://api.test/api/login/a%20b?z=1&a=x%2Fy"))
                .putHeader("Content-Type", "application/json")
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(AwsBasicCredentials.create("AKID", secret))
                        .request(plain)
                        .payload(ContentStreamProvider.fromByteArray(BODY))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock))
                .request();
        Map<String, String> headers = new HashMap<>();
        signed.forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return exchange(
                "POST", signed.encodedPath(), signed.encodedQueryParameters().orElse(""), headers);
    }

    private static Exchange changed(Exchange exchange, String method, String path, Map<String, String> headers) {
        return exchange(method, path, exchange.query(), headers);
    }

    private static Exchange exchange(String method, String path, String query, Map<String, String> headers) {
        return new Exchange(
                method,
                path,
                query,
                headers,
                new ByteArrayInputStream(BODY),
                OptionalLong.of(BODY.length),
                "127.0.0.1");
    }
}
