package io.slipway.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Objects are read and written only as the policies of the role and the bucket allow. */
class GateBucketTest extends GatedTests {
    @Test
    void objects_are_read_and_written_where_the_policies_allow_it() {
        AccessKey writer = account.key("Writer");
        calls.putObject(writer, "blobs/a", "content");
        assertThat(calls.get(account.key("Reader"), "blobs/a")).isEqualTo("content");
        assertThat(GateCalls.refusal(() -> calls.putObject(writer, "edge/a", "x")))
                .isEqualTo("AccessDenied");
        assertThat(GateCalls.refusal(() -> calls.putObject(account.key("Reader"), "blobs/b", "x")))
                .isEqualTo("AccessDenied");
        assertThat(GateCalls.refusal(() -> calls.get(account.key("Reader"), "edge/a")))
                .isEqualTo("AccessDenied");
    }

    @Test
    void a_copy_also_needs_access_to_its_source() {
        AccessKey writer = account.key("Writer");
        calls.putObject(writer, "blobs/from", "x");
        calls.copy(writer, "blobs/from", "blobs/to");
        assertThat(GateCalls.refusal(() -> calls.copy(writer, "edge/store.json", "blobs/stolen")))
                .isEqualTo("AccessDenied");
    }

    @Test
    void an_explicit_denial_overrides_another_statement_that_allows_the_action() {
        AccessKey writer = account.key("Writer");
        calls.delete(writer, "blobs/gone");
        assertThat(GateCalls.refusal(() -> calls.delete(writer, "blobs/kept/a")))
                .isEqualTo("AccessDenied");
    }

    @Test
    void a_missing_object_is_only_reported_to_callers_that_may_list_the_bucket() {
        assertThatExceptionOfType(NoSuchKeyException.class)
                .isThrownBy(() -> calls.get(account.key("Writer"), "blobs/missing"));
        assertThat(GateCalls.refusal(() -> calls.get(account.key("Reader"), "blobs/missing")))
                .isEqualTo("AccessDenied");
    }

    @Test
    void a_presigned_url_opens_one_object_until_it_expires() throws Exception {
        calls.putObject(account.key("Writer"), "blobs/presigned", "content");
        URI address = calls.presign(account.key("Reader"), "blobs/presigned");
        assertThat(calls.fetch(address).body()).isEqualTo("content");
        assertThat(calls.fetch(URI.create(address.toString().replace("/presigned?", "/a?")))
                        .body())
                .contains("SignatureDoesNotMatch");
        assertThat(calls.fetch(URI.create(address.toString().replace("Expires=60", "Expires=6000")))
                        .body())
                .contains("SignatureDoesNotMatch");
        assertThat(calls.fetch(URI.create(address.toString().replaceFirst("Security-Token=[^&]*", "Security-Token=x")))
                        .body())
                .contains("InvalidToken");
        assertThat(calls.fetch(calls.presign(account.key("Reader"), "edge/a")).body())
                .contains("AccessDenied");
    }

    @Test
    void the_registrys_login_forwarded_to_a_presigned_url_is_ignored() throws Exception {
        calls.putObject(account.key("Writer"), "blobs/forwarded", "content");
        for (String login : List.of("Bearer eyJ.x.y", "Basic eDp5")) {
            HttpRequest request = HttpRequest.newBuilder(calls.presign(account.key("Reader"), "blobs/forwarded"))
                    .header("Authorization", login)
                    .build();
            assertThat(GateCalls.HTTP.send(request, BodyHandlers.ofString()).body())
                    .isEqualTo("content");
        }
        HttpRequest signedTwice = HttpRequest.newBuilder(calls.presign(account.key("Reader"), "blobs/forwarded"))
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=x")
                .build();
        assertThat(GateCalls.HTTP.send(signedTwice, BodyHandlers.ofString()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void unsigned_headers_of_aws_are_rejected() throws Exception {
        URI address = calls.presign(account.key("Reader"), "blobs/a");
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("x-amz-acl", "public-read")
                .build();
        assertThat(GateCalls.HTTP.send(request, BodyHandlers.ofString()).body()).contains("were not signed");
    }

    @Test
    void the_distribution_writes_only_where_the_buckets_policy_allows_it() throws Exception {
        AccessKey ours = account.gate.service(
                "cloudfront.amazonaws.com", account.stack.distribution().arn());
        AccessKey another = account.gate.service(
                "cloudfront.amazonaws.com", "arn:aws:cloudfront::000000000000:distribution/another");
        assertThatCode(() -> calls.putObject(ours, "direct/a", "x")).doesNotThrowAnyException();
        assertThat(GateCalls.refusal(() -> calls.putObject(ours, "blobs/a", "x")))
                .isEqualTo("AccessDenied");
        assertThat(GateCalls.refusal(() -> calls.get(ours, "direct/a"))).isEqualTo("AccessDenied");
        assertThat(GateCalls.refusal(() -> calls.putObject(another, "direct/a", "x")))
                .isEqualTo("AccessDenied");
    }
}
