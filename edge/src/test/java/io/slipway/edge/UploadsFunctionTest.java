package io.slipway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.SessionId;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.upload.UploadTicket;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "ticket-key-of-this-test-0123456789";
    private static final String SESSION = SessionId.next(Instant.parse("2026-01-01T23:59:59Z"), SpaceName.DEFAULT);
    private static final long DAY =
            LandingDay.of(Instant.parse("2026-01-01T23:59:59Z")).number();
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, new byte[] {1, 2, 3});
    private static final Instant UNTIL = Instant.parse("2100-01-01T00:00:00Z");
    private static final long LARGE = 4_194_305;
    private static final EdgeFunction STREAM_ON = function(Map.of("ticket-key", KEY), "on");
    private static final EdgeFunction STREAM_OFF = function(Map.of("ticket-key", KEY), "off");

    @AfterAll
    static void close() {
        STREAM_ON.close();
        STREAM_OFF.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_194_304})
    void a_body_up_to_4_mib_goes_to_the_api(long length) {
        EdgeResult result = STREAM_ON.run(request("PUT", "app", ticket("app", 0), DIGEST.toString(), length));
        assertThat(result.isResponse()).isFalse();
        assertThat(result.origin()).isEmpty();
        assertThat(result.value().path("uri").asText()).startsWith("/v2/app/blobs/uploads/");
    }

    @Test
    void every_request_has_the_distributions_host_and_never_one_that_the_client_sends() {
        ObjectNode event = request("GET", "app", "", "", -1);
        ObjectNode headers = (ObjectNode) event.path("request").path("headers");
        for (String name : List.of("host", "x-forwarded-host", "forwarded", "cloudfront-forwarded-proto")) {
            headers.putObject(name).put("value", "elsewhere.test");
        }
        assertThat(header(STREAM_ON.run(event), "x-forwarded-host")).isEqualTo("registry.test");
        headers.remove("authorization");
        assertThat(header(STREAM_ON.run(event), "www-authenticate"))
                .startsWith("Bearer realm=\"https://registry.test/token\"");
    }

    /** Wrong passwords in Basic credentials are counted for this address. */
    @Test
    void every_request_has_the_viewers_address_and_never_one_that_the_client_sends() {
        ObjectNode event = request("GET", "app", "", "", -1);
        ((ObjectNode) event.path("request").path("headers"))
                .putObject("x-slipway-viewer")
                .put("value", "203.0.113.9");
        assertThat(header(STREAM_ON.run(event), "x-slipway-viewer")).isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @CsvSource({
        "'', own.example.com, https://own.example.com",
        "http://localhost:5000, '', http://localhost:5000",
        "https://public.example.com, own.example.com, https://public.example.com"
    })
    void a_configured_url_takes_precedence_over_the_distributions_own_host(
            String publicUrl, String domain, String address) {
        ObjectNode event = request("GET", "app", "", "", -1);
        try (EdgeFunction uploads = new EdgeFunction(EdgeSource.code("uploads", publicUrl, domain, "off"), Map.of())) {
            assertThat(header(uploads.run(event), "x-forwarded-host"))
                    .isEqualTo(URI.create(address).getAuthority());
            ((ObjectNode) event.path("request").path("headers")).remove("authorization");
            assertThat(header(uploads.run(event), "www-authenticate"))
                    .startsWith("Bearer realm=\"" + address + "/token\"");
        }
    }

    @Test
    void a_larger_put_goes_to_s3_with_the_checksum_of_its_digest() {
        EdgeResult result = STREAM_ON.run(request("PUT", "app", ticket("app", 0), DIGEST.toString(), LARGE));
        assertThat(result.origin()).contains("uploads");
        assertThat(result.value().path("uri").asText())
                .isEqualTo("/direct/default/app/sha256/" + DIGEST.hex() + "/" + DAY);
        assertThat(header(result, "x-amz-checksum-sha256"))
                .isEqualTo(Base64.getEncoder().encodeToString(DIGEST.hash()));
        // The value that origin access control signs in place of the body, and that S3 compares with the body.
        assertThat(header(result, "x-amz-content-sha256")).isEqualTo(DIGEST.hex());
        assertThat(header(result, "x-amz-meta-upload")).isEqualTo(SESSION);
        assertThat(result.value().path("querystring")).isEmpty();
    }

    @Test
    void a_recreated_space_has_its_own_keys() {
        String session = SessionId.next(Instant.parse("2026-01-01T23:59:59Z"), new SpaceName("team", 4095));
        String ticket = UploadTicket.issue(
                        RepositoryName.parse("team/app"), session, 0, DigestAlgorithm.SHA256, UNTIL, Instant.now())
                .sign(KEY);
        ObjectNode event = request("PUT", "team/app", ticket, DIGEST.toString(), LARGE);
        ((ObjectNode) event.path("request")).put("uri", "/v2/team/app/blobs/uploads/" + session);
        assertThat(STREAM_ON.run(event).value().path("uri").asText())
                .isEqualTo("/direct/team/app/sha256/" + DIGEST.hex() + "/" + DAY + ".4095");
    }

    @Test
    void nothing_else_that_the_client_sends_reaches_s3() {
        ObjectNode event = request("PUT", "team/app", ticket("team/app", 0), DIGEST.toString(), LARGE);
        ObjectNode headers = (ObjectNode) event.path("request").path("headers");
        for (String header : new String[] {
            "authorization",
            "x-amz-acl",
            "x-amz-tagging",
            "x-amz-copy-source",
            "content-encoding",
            "cookie",
            "x-forwarded-for"
        }) {
            headers.putObject(header).put("value", "evil");
        }
        EdgeResult result = STREAM_ON.run(event);
        assertThat(result.value().path("headers").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "host",
                        "content-length",
                        "content-type",
                        "x-amz-checksum-sha256",
                        "x-amz-content-sha256",
                        "x-amz-meta-upload");
        assertThat(result.value().path("uri").asText()).startsWith("/direct/team/app/sha256/");
    }

    @Test
    void a_ticket_from_before_a_rotation_is_valid_while_the_store_has_its_key() {
        ObjectNode event = request("PATCH", "app", ticket("app", 0), "", LARGE);
        String fresh = "another-key-0123456789abcdef";
        EdgeFunction during = function(Map.of("ticket-key", fresh, "ticket-key-before", KEY), "on");
        EdgeFunction after = function(Map.of("ticket-key", fresh), "on");
        assertThat(during.run(event).origin()).contains("stream");
        assertThat(after.run(event).value().path("statusCode").asInt()).isEqualTo(400);
        during.close();
        after.close();
    }

    @Test
    void a_larger_patch_goes_to_the_stream_lane() {
        assertThat(STREAM_ON
                        .run(request("PATCH", "app", ticket("app", 0), "", LARGE))
                        .origin())
                .contains("stream");
    }

    @Test
    void a_body_of_unknown_length_goes_to_the_stream_lane() {
        ObjectNode event = request("PATCH", "app", ticket("app", 0), "", -1);
        ((ObjectNode) event.path("request").path("headers"))
                .putObject("transfer-encoding")
                .put("value", "chunked");
        assertThat(STREAM_ON.run(event).origin()).contains("stream");
    }

    /** HTTP/2 has no transfer-encoding, and asks for no content-length. */
    @Test
    void a_patch_without_any_length_goes_to_the_stream_lane() {
        ObjectNode event = request("PATCH", "app", ticket("app", 0), "", -1);
        assertThat(STREAM_ON.run(event).origin()).contains("stream");
        assertError(STREAM_OFF.run(event), 413, "UNSUPPORTED");
    }

    /** Most of these finish an upload and have no body. The gateway refuses a large one with its own 413 (docs/reference/errors.md). */
    @Test
    void a_put_without_any_length_goes_to_the_api() {
        EdgeResult result = STREAM_ON.run(request("PUT", "app", ticket("app", 0), DIGEST.toString(), -1));
        assertThat(result.isResponse()).isFalse();
        assertThat(result.origin()).isEmpty();
    }

    @Test
    void anonymous_callers_get_a_challenge_with_the_scope() {
        ObjectNode event = request("PUT", "app", ticket("app", 0), DIGEST.toString(), LARGE);
        ((ObjectNode) event.path("request").path("headers")).remove("authorization");
        EdgeResult result = STREAM_ON.run(event);
        assertError(result, 401, "UNAUTHORIZED");
        assertThat(header(result, "www-authenticate"))
                .isEqualTo(
                        "Bearer realm=\"https://registry.test/token\",service=\"slipway\",scope=\"repository:app:pull,push\"");
    }

    @Test
    void a_put_that_s3_could_not_verify_goes_to_the_stream_lane() {
        Digest sha512 = Digest.of(DigestAlgorithm.SHA512, new byte[0]);
        assertThat(STREAM_ON
                        .run(request("PUT", "app", ticket("app", 0), sha512.toString(), LARGE))
                        .origin())
                .contains("stream");
        assertThat(STREAM_ON
                        .run(request("PUT", "app", ticket("app", 7), DIGEST.toString(), LARGE))
                        .origin())
                .contains("stream");
        assertThat(STREAM_ON
                        .run(request("PUT", "app", ticket("app", 0), DIGEST.toString(), 5_368_709_121L))
                        .origin())
                .contains("stream");
    }

    @Test
    void without_the_stream_lane_the_error_states_the_alternatives() {
        EdgeResult result = STREAM_OFF.run(request("PATCH", "app", ticket("app", 0), "", LARGE));
        assertThat(result.value().path("statusCode").asInt()).isEqualTo(413);
        assertThat(result.value().path("body").path("data").asText()).contains("UNSUPPORTED", "slipway image push");
    }

    @Test
    void a_large_post_is_refused() {
        assertError(STREAM_ON.run(request("POST", "app", "", DIGEST.toString(), LARGE)), 413, "SIZE_INVALID");
    }

    @Test
    void a_ticket_that_the_registry_did_not_issue_for_the_request_is_refused() {
        String other = UploadTicket.issue(
                        RepositoryName.parse("app"), SESSION, 0, DigestAlgorithm.SHA256, UNTIL, Instant.now())
                .sign("another-key-of-somebody-0123456789");
        for (String ticket : new String[] {
            "", "v2", other, ticket("other", 0), ticket("app", 0).replace(".0.", ".1.")
        }) {
            assertError(
                    STREAM_ON.run(request("PUT", "app", ticket, DIGEST.toString(), LARGE)), 400, "BLOB_UPLOAD_INVALID");
        }
    }

    @Test
    void an_expired_ticket_is_refused() {
        String old = UploadTicket.issue(
                        RepositoryName.parse("app"),
                        SESSION,
                        0,
                        DigestAlgorithm.SHA256,
                        UNTIL,
                        Instant.now().minus(UploadTicket.LIFETIME))
                .sign(KEY);
        assertError(STREAM_ON.run(request("PUT", "app", old, DIGEST.toString(), LARGE)), 404, "BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void a_ticket_opens_the_direct_lane_only_until_its_bearer_token_expires() {
        Instant now = Instant.now();
        String late = UploadTicket.issue(RepositoryName.parse("app"), SESSION, 0, DigestAlgorithm.SHA256, now, now)
                .sign(KEY);
        ObjectNode event = request("PUT", "app", late, DIGEST.toString(), LARGE);
        assertThat(STREAM_ON.run(event.deepCopy()).origin())
                .as("the uploader checks the bearer token")
                .contains("stream");
        assertError(STREAM_OFF.run(event), 404, "BLOB_UPLOAD_UNKNOWN");
        String longer = late.replace("." + now.getEpochSecond() + ".", "." + UNTIL.getEpochSecond() + ".");
        assertError(STREAM_ON.run(request("PUT", "app", longer, DIGEST.toString(), LARGE)), 400, "BLOB_UPLOAD_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", "sha256:xyz", "md5:00", "sha256:../../x"})
    void a_malformed_digest_is_refused(String digest) {
        assertError(STREAM_ON.run(request("PUT", "app", ticket("app", 0), digest, LARGE)), 400, "DIGEST_INVALID");
    }

    @Test
    void the_default_space_may_be_omitted() {
        EdgeResult result = STREAM_ON.run(request("PUT", "default/app", ticket("app", 0), DIGEST.toString(), LARGE));
        assertThat(result.value().path("uri").asText())
                .isEqualTo("/direct/default/app/sha256/" + DIGEST.hex() + "/" + DAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".4095"})
    void a_blob_that_s3_has_stored_gets_201(String generation) {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("context").put("eventType", "viewer-response");
        ObjectNode request = event.putObject("request");
        request.put("method", "PUT").put("uri", "/direct/default/app/sha256/" + DIGEST.hex() + "/20454" + generation);
        request.putObject("querystring");
        ObjectNode response = event.putObject("response").put("statusCode", 200);
        response.putObject("headers").putObject("x-amz-request-id").put("value", "1");
        EdgeResult result = STREAM_ON.run(event);
        assertThat(result.value().path("statusCode").asInt()).isEqualTo(201);
        assertThat(header(result, "location")).isEqualTo("/v2/app/blobs/" + DIGEST);
        assertThat(header(result, "docker-content-digest")).isEqualTo(DIGEST.toString());
        assertThat(result.value().path("headers").has("x-amz-request-id")).isFalse();
    }

    private static void assertError(EdgeResult result, int status, String code) {
        assertThat(result.value().path("statusCode").asInt()).isEqualTo(status);
        assertThat(result.value().path("body").path("data").asText()).contains("\"code\":\"" + code + "\"");
    }

    private static String ticket(String repository, long offset) {
        return UploadTicket.issue(
                        RepositoryName.parse(repository), SESSION, offset, DigestAlgorithm.SHA256, UNTIL, Instant.now())
                .sign(KEY);
    }

    private static ObjectNode request(String method, String repository, String ticket, String digest, long length) {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("context").put("eventType", "viewer-request").put("distributionDomainName", "registry.test");
        event.putObject("viewer").put("ip", "192.0.2.7");
        ObjectNode request = event.putObject("request").put("method", method);
        request.put("uri", "/v2/" + repository + "/blobs/uploads/" + SESSION);
        ObjectNode query = request.putObject("querystring");
        query.putObject("_state").put("value", ticket);
        query.putObject("digest").put("value", digest.replace(":", "%3A"));
        ObjectNode headers = request.putObject("headers");
        headers.putObject("host").put("value", "registry.test");
        headers.putObject("authorization").put("value", "Bearer of-this-test");
        if (length >= 0) {
            headers.putObject("content-length").put("value", Long.toString(length));
        }
        return event;
    }

    private static String header(EdgeResult result, String name) {
        return result.value().path("headers").path(name).path("value").asText();
    }

    private static EdgeFunction function(Map<String, String> store, String streamLane) {
        return new EdgeFunction(EdgeSource.code("uploads", "", streamLane), store);
    }
}
