package io.slipway.local.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No call succeeds without a signature by a key of the gate. */
class GateTest extends GatedTests {
    @Test
    void a_call_without_a_signature_is_rejected_in_the_form_of_the_service() throws Exception {
        HttpResponse<String> json = calls.post(Map.of("X-Amz-Target", GateCalls.GET_SECRET), GateCalls.SECRET);
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(json.body()).contains("MissingAuthenticationTokenException");
        HttpResponse<String> s3 = GateCalls.HTTP.send(
                HttpRequest.newBuilder(account.uri().resolve("/slipway-bucket/blobs/x"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(s3.statusCode()).isEqualTo(403);
        assertThat(s3.body()).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void an_unknown_key_is_rejected() {
        AccessKey unknown = AccessKey.ofRole();
        assertThat(GateCalls.refusal(() -> calls.read(unknown, "REPO#a"))).isEqualTo("UnrecognizedClientException");
        assertThat(GateCalls.refusal(() -> calls.get(unknown, "blobs/a"))).isEqualTo("InvalidAccessKeyId");
    }

    @Test
    void a_wrong_secret_and_a_missing_session_token_are_rejected() {
        AccessKey key = account.key("Reader");
        AccessKey forged = new AccessKey(key.id(), "guessed", key.token());
        assertThat(GateCalls.refusal(() -> calls.read(forged, "REPO#a"))).isEqualTo("InvalidSignatureException");
        assertThat(GateCalls.refusal(() -> calls.get(forged, "blobs/a"))).isEqualTo("SignatureDoesNotMatch");
        AccessKey stolen = new AccessKey(key.id(), key.secret(), "another token");
        assertThat(GateCalls.refusal(() -> calls.read(stolen, "REPO#a"))).isEqualTo("UnrecognizedClientException");
    }

    @Test
    void a_revoked_key_is_rejected() {
        AccessKey key = account.key("Reader");
        calls.read(key, "REPO#a");
        account.gate.revoke(key);
        assertThat(GateCalls.refusal(() -> calls.read(key, "REPO#a"))).isEqualTo("UnrecognizedClientException");
    }

    @Test
    void another_host_is_rejected_even_with_a_valid_signature() throws Exception {
        AwsRequest request = new AwsRequest(
                "POST",
                "/",
                "",
                Map.of("host", "evil.example:" + account.uri().getPort(), "x-amz-target", GateCalls.GET_SECRET),
                new java.io.ByteArrayInputStream(GateCalls.SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        AwsAnswer answer = account.gate.answer(request);
        assertThat(new String(answer.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("the header Host must be localhost:");
    }
}
