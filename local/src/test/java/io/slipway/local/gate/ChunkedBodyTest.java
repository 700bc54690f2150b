package io.slipway.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Reads chunks signed by the AWS SDK's own signer. */
class ChunkedBodyTest {
    private static final AccessKey KEY = new AccessKey("AKID", "secret", "");

    private final SignatureV4 signatures =
            new SignatureV4(id -> Optional.of(KEY).filter(key -> key.id().equals(id)), "us-east-1", Clock.systemUTC());

    private final byte[] content = new byte[300_000];

    ChunkedBodyTest() {
        new Random(1).nextBytes(content);
    }

    @Test
    void a_body_with_valid_signatures_is_read_unchanged() throws Exception {
        Sent sent = send();
        ChunkedBody body = sent.opened();
        assertThat(body.readAllBytes()).isEqualTo(content);
        assertThat(body.refusal()).isEmpty();
    }

    @Test
    void a_changed_byte_fails_the_read_before_it_is_passed_on() throws Exception {
        Sent sent = send();
        sent.bytes[200_000] ^= 1;
        ChunkedBody body = sent.opened();
        assertThatExceptionOfType(IOException.class).isThrownBy(body::readAllBytes);
        assertThat(body.refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.reason().s3()).isEqualTo("SignatureDoesNotMatch"));
    }

    @Test
    void a_body_that_ends_too_early_is_rejected() throws Exception {
        Sent sent = send();
        ChunkedBody body = new ChunkedBody(
                new ByteArrayInputStream(Arrays.copyOf(sent.bytes, sent.bytes.length - 90)), sent.verified);
        assertThatExceptionOfType(IOException.class).isThrownBy(body::readAllBytes);
    }

    /** A sent request: its signed parts, and its body. */
    private static final class Sent {
        private final SignatureV4.Verified verified;
        private final byte[] bytes;

        Sent(SignatureV4.Verified verified, byte[] bytes) {
            this.verified = verified;
            this.bytes = bytes;
        }

        ChunkedBody opened() {
            return new ChunkedBody(new ByteArrayInputStream(bytes), verified);
        }
    }

    private Sent send() throws Exception {
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.PUT)
                .uri(URI.create("http://localhost:1234/bucket/key"))
                .putHeader("Content-Length", Integer.toString(content.length))
                .build();
        var signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(AwsBasicCredentials.create(KEY.id(), KEY.secret()))
                        .request(plain)
                        .payload(ContentStreamProvider.fromByteArray(content))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true));
        Map<String, String> headers = new HashMap<>();
        signed.request()
                .forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        AwsRequest request = new AwsRequest("PUT", "/bucket/key", "", headers, InputStream.nullInputStream());
        SignatureV4.Verified verified = signatures.verify(request, Optional.empty());
        assertThat(ChunkedBody.is(verified.payload())).isTrue();
        byte[] bytes = signed.payload().orElseThrow().newStream().readAllBytes();
        return new Sent(verified, bytes);
    }
}
