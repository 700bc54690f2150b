package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends bad input: each response has the right status and code, nothing is lost, and the log contains no secret. */
@OnSharedCloud
class BadInputTest {
    private static final String REPOSITORY = "badinput";
    private static final byte[] CONTENT = "some content".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, CONTENT);
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private Cloud cloud;
    private Api api;

    @BeforeEach
    void connect(Cloud shared) {
        cloud = shared;
        api = new Api(shared);
    }

    /** Runs after all tests: the log has no token, ticket, signature or Java stack trace. */
    @AfterAll
    static void no_secret_is_logged(Cloud shared) {
        String log = shared.log();
        assertThat(log).doesNotContain(shared.adminToken());
        assertThat(log).doesNotContainPattern("slp_[0-9a-f]{12}_[A-Za-z0-9_-]{20}");
        assertThat(log).doesNotContainPattern("eyJ[A-Za-z0-9_-]{20}");
        assertThat(log).doesNotContainPattern("v1\\.\\d+\\.\\d+\\.sha");
        assertThat(log).doesNotContainIgnoringCase("X-Amz-Signature");
        assertThat(Pattern.compile("\"status\":5\\d\\d").matcher(log).results().count())
                .isZero();
        assertThat(log).doesNotContain("\tat io.slipway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bad", "a..b", "a//b", "-a", "a%20b", "a%2F..%2Fb", "a%0Ab", "a_-b"})
    void a_malformed_name_is_rejected(String name) {
        assertThat(Api.code(api.send(REPOSITORY, "GET", "/v2/" + name + "/manifests/1", new byte[0])))
                .isEqualTo("400 NAME_INVALID");
    }

    @Test
    void a_space_that_does_not_exist_is_rejected() {
        // A push by the administrator would create the space.
        HttpResponse<String> response = api.send("nowhere/app", "GET", "/v2/nowhere/app/tags/list", new byte[0]);
        assertThat(Api.code(response)).isEqualTo("404 NAME_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sha256:", "sha256:xyz", "sha256:ABCDEF", "md5:d41d8cd98f00b204e9800998ecf8427e", "nothing"})
    void a_malformed_digest_of_a_blob_is_rejected(String digest) {
        assertThat(Api.code(api.send(REPOSITORY, "GET", "/v2/badinput/blobs/" + digest, new byte[0])))
                .isEqualTo("400 DIGEST_INVALID");
    }

    @ParameterizedTest
    @CsvSource({"sha256:xyz, 400 DIGEST_INVALID", ".tag, 400 MANIFEST_INVALID", "none, 404 MANIFEST_UNKNOWN"})
    void an_unknown_reference_is_not_found(String reference, String expected) {
        assertThat(Api.code(api.send(REPOSITORY, "GET", "/v2/badinput/manifests/" + reference, new byte[0])))
                .isEqualTo(expected);
    }

    @Test
    void an_unsupported_method_is_rejected() {
        assertThat(Api.code(api.send(REPOSITORY, "PATCH", "/v2/badinput/manifests/1", CONTENT)))
                .isEqualTo("405 UNSUPPORTED");
    }

    @Test
    void a_blob_that_does_not_match_its_digest_is_rejected() {
        String other = Digest.of(DigestAlgorithm.SHA256, new byte[] {1}).toString();
        assertThat(Api.code(put(api.begin(REPOSITORY), other, CONTENT))).isEqualTo("400 DIGEST_INVALID");
        assertThat(Api.code(api.send(REPOSITORY, "GET", "/v2/badinput/blobs/" + other, new byte[0])))
                .isEqualTo("404 BLOB_UNKNOWN");
    }

    @Test
    void a_large_blob_that_does_not_match_its_digest_is_rejected_by_s3_and_leaves_nothing() {
        Digest other = Digest.of(DigestAlgorithm.SHA256, "another blob".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = put(api.begin(REPOSITORY), other.toString(), new byte[5 * 1024 * 1024]);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(api.send(REPOSITORY, "HEAD", "/v2/badinput/blobs/" + other, new byte[0])
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void finishing_an_upload_without_a_digest_is_rejected() {
        HttpResponse<String> response = api.send(REPOSITORY, "PUT", api.begin(REPOSITORY), CONTENT);
        assertThat(Api.code(response)).isEqualTo("400 DIGEST_INVALID");
    }

    @Test
    void an_unknown_digest_algorithm_is_rejected() {
        HttpResponse<String> response =
                api.send(REPOSITORY, "POST", "/v2/badinput/blobs/uploads/?digest-algorithm=crc32", new byte[0]);
        assertThat(Api.code(response)).isEqualTo("400 DIGEST_INVALID");
    }

    @Test
    void a_changed_or_missing_ticket_is_rejected() {
        String location = api.begin(REPOSITORY);
        String forged = location.replace("v2.0.", "v2.5.");
        String bare = location.substring(0, location.indexOf('?')) + "?x=1";
        for (String address : List.of(forged, bare)) {
            assertThat(Api.code(put(address, DIGEST.toString(), CONTENT))).isEqualTo("400 BLOB_UPLOAD_INVALID");
            assertThat(Api.code(put(address, DIGEST.toString(), new byte[5 * 1024 * 1024])))
                    .isEqualTo("400 BLOB_UPLOAD_INVALID");
        }
    }

    @Test
    void a_ticket_of_another_repository_is_rejected() {
        String location = api.begin("badinput-other").replace("/badinput-other/", "/badinput/");
        assertThat(Api.code(put(location, DIGEST.toString(), CONTENT))).isEqualTo("400 BLOB_UPLOAD_INVALID");
    }

    @Test
    void finishing_an_upload_twice_succeeds_only_with_the_same_blob() {
        String location = api.begin(REPOSITORY);
        assertThat(put(location, DIGEST.toString(), CONTENT).statusCode()).isEqualTo(201);
        // A client that lost the response repeats the request, with the same result; another blob needs another upload.
        assertThat(put(location, DIGEST.toString(), CONTENT).statusCode()).isEqualTo(201);
        byte[] other = "another".getBytes(StandardCharsets.UTF_8);
        assertThat(Api.code(
                        put(location, Digest.of(DigestAlgorithm.SHA256, other).toString(), other)))
                .isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void a_cancelled_upload_is_unknown() {
        String location = api.begin(REPOSITORY);
        assertThat(api.send(REPOSITORY, "DELETE", location, new byte[0]).statusCode())
                .isEqualTo(204);
        assertThat(Api.code(put(location, DIGEST.toString(), CONTENT))).isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
        assertThat(Api.code(api.send(REPOSITORY, "PATCH", location, CONTENT))).isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
        assertThat(Api.code(api.send(REPOSITORY, "GET", location, new byte[0]))).isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({"5-16, 416", "0-5, 400", "9-3, 400", "x, 400", "0-99999999999999999999, 400", "-1-2, 400"})
    void a_content_range_that_does_not_match_is_rejected(String range, int status) {
        Map<String, String> headers = authorized();
        headers.put("Content-Range", range);
        HttpResponse<String> response = api.send("PATCH", api.begin(REPOSITORY), CONTENT, headers);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Api.code(response)).containsAnyOf("BLOB_UPLOAD_INVALID", "SIZE_INVALID");
    }

    @Test
    void the_response_to_a_chunk_out_of_order_has_the_position_to_continue_from() {
        String location = api.begin(REPOSITORY);
        api.send("PATCH", location, CONTENT, authorized());
        Map<String, String> headers = authorized();
        headers.put("Content-Range", "50-61");
        HttpResponse<String> refused = api.send("PATCH", location, CONTENT, headers);
        assertThat(refused.statusCode()).isEqualTo(416);
        assertThat(refused.headers().firstValue("Range")).contains("0-11");
        String next = refused.headers().firstValue("Location").orElseThrow();
        assertThat(put(next, DIGEST.toString(), new byte[0]).statusCode()).isEqualTo(201);
    }

    @Test
    void two_clients_in_one_upload_session_do_not_mix_their_bytes() {
        String location = api.begin(REPOSITORY);
        String bearer = api.bearer(REPOSITORY);
        List<byte[]> contents = IntStream.range(0, 8)
                .mapToObj(i -> ("client " + i).repeat(100).getBytes(StandardCharsets.UTF_8))
                .toList();
        List<Integer> statuses = contents.stream()
                .map(content -> CompletableFuture.supplyAsync(
                        () -> api.send("PATCH", location, content, Map.of("Authorization", "Bearer " + bearer))
                                .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(statuses).containsOnlyOnce(202).allMatch(status -> status == 202 || status == 416);
        byte[] winner = contents.get(statuses.indexOf(202));
        assertThat(put(location, Digest.of(DigestAlgorithm.SHA256, winner).toString(), new byte[0])
                        .statusCode())
                .isEqualTo(201);
    }

    static Stream<String> manifests() {
        return Stream.of("", "{", "null", "[]", "\"x\"", "{\"schemaVersion\":1}", "{\"schemaVersion\":2}");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("manifests")
    void content_that_is_not_a_manifest_is_rejected(String text) {
        assertThat(Api.code(manifest(text, MANIFEST))).isEqualTo("400 MANIFEST_INVALID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/json", "application/vnd.docker.distribution.manifest.v1+prettyjws"})
    void a_manifest_with_a_wrong_content_type_is_rejected(String contentType) {
        assertThat(Api.code(manifest("{\"schemaVersion\":2}", contentType))).isEqualTo("400 MANIFEST_INVALID");
    }

    @Test
    void a_manifest_with_missing_blobs_is_rejected() {
        String descriptor = "{\"mediaType\":\"a/b\",\"digest\":\"sha256:" + "0".repeat(64) + "\",\"size\":1}";
        String text = "{\"schemaVersion\":2,\"config\":" + descriptor + ",\"layers\":[]}";
        assertThat(Api.code(manifest(text, MANIFEST))).isEqualTo("404 MANIFEST_BLOB_UNKNOWN");
    }

    @Test
    void a_manifest_beyond_the_size_limit_is_rejected() {
        HttpResponse<String> response = manifest("{\"x\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}", MANIFEST);
        assertThat(Api.code(response)).isEqualTo("413 SIZE_INVALID");
    }

    @Test
    void headers_beyond_the_size_limit_are_rejected() {
        Map<String, String> headers = authorized();
        headers.put("X-Large", "x".repeat(10_000));
        assertThat(Api.code(api.send("GET", "/v2/badinput/tags/list", new byte[0], headers)))
                .isEqualTo("431 UNSUPPORTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "slp_0123456789ab_0000000000000000000000000000000000000000000"})
    void a_password_that_is_not_a_token_is_rejected(String password) {
        HttpResponse<String> response = api.token(password, "repository:badinput:pull");
        assertThat(Api.code(response)).isEqualTo("401 UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Bearer", "Basic eDp5", "nonsense", "Bearer e30.e30.e30"})
    void a_malformed_authorization_header_is_rejected(String authorization) {
        HttpResponse<String> response = api.send("GET", "/v2/", new byte[0], Map.of("Authorization", authorization));
        assertThat(Api.code(response)).isEqualTo("401 UNAUTHORIZED");
        assertThat(response.headers().allValues("WWW-Authenticate")).hasSize(1);
    }

    @Test
    void a_token_without_the_grant_is_denied() {
        var made = api.send(
                "POST",
                "/api/tokens",
                "{\"name\":\"reader\",\"grants\":[{\"actions\":[\"pull\"]}]}".getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + cloud.adminToken()));
        String password = Api.json(made).path("token").asText();
        String bearer = api.bearer(password, REPOSITORY, "pull,push");
        HttpResponse<String> response = api.send(
                "POST", "/v2/badinput/blobs/uploads/", new byte[0], Map.of("Authorization", "Bearer " + bearer));
        assertThat(Api.code(response)).isEqualTo("403 DENIED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"name\":1}", "{\"name\":\"x\",\"grants\":[{\"actions\":[\"fly\"]}]}"})
    void an_invalid_body_is_rejected_by_the_api(String body) {
        HttpResponse<String> response = api.send(
                "POST",
                "/api/tokens",
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + cloud.adminToken()));
        assertThat(Api.code(response)).isEqualTo("400 REQUEST_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n=-1", "n=x", "n=99999999999"})
    void an_invalid_page_size_is_rejected(String query) {
        api.pushBlob(REPOSITORY, CONTENT);
        HttpResponse<String> response = api.send(REPOSITORY, "GET", "/v2/badinput/tags/list?" + query, new byte[0]);
        assertThat(response.statusCode()).isEqualTo(400);
    }

    /** Although no item can have such a name, the list continues at its position. */
    @ParameterizedTest
    @ValueSource(strings = {"%EF%BF%BF", "%F4%8F%BF%BF%F4%8F%BF%BF", "%ED%A0%80", "%00", "%7F%7F", "~", "LONG"})
    void a_page_after_an_invalid_name_is_returned(String last) {
        String query = "?last=" + last.replace("LONG", "%F0%9F%9A%A2".repeat(300));
        Map<String, String> administrator = Map.of("Authorization", "Bearer " + cloud.adminToken());
        api.pushImage(REPOSITORY, "listed");
        for (String list : List.of("tags/list", "referrers/" + DIGEST)) {
            assertThat(api.send(REPOSITORY, "GET", "/v2/badinput/" + list + query, new byte[0])
                            .statusCode())
                    .isEqualTo(200);
        }
        for (String list : List.of("repositories", "packages")) {
            assertThat(api.send("GET", "/api/spaces/default/" + list + query, new byte[0], administrator)
                            .statusCode())
                    .isEqualTo(200);
        }
        String bearer = Api.json(api.token(cloud.adminToken(), "registry:catalog:*"))
                .path("token")
                .asText();
        assertThat(api.send("GET", "/v2/_catalog" + query, new byte[0], Map.of("Authorization", "Bearer " + bearer))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_docker_manifest_of_schema_1_is_rejected_with_the_reason() {
        String type = "application/vnd.docker.distribution.manifest.v1+prettyjws";
        HttpResponse<String> response =
                manifest("{\"schemaVersion\":1,\"name\":\"badinput\",\"tag\":\"1\",\"fsLayers\":[]}", type);
        assertThat(Api.code(response)).isEqualTo("400 MANIFEST_INVALID");
        assertThat(response.body()).contains("schema 1");
    }

    private HttpResponse<String> put(String location, String digest, byte[] content) {
        return api.send(REPOSITORY, "PUT", location + "&digest=" + digest, content);
    }

    private HttpResponse<String> manifest(String text, String contentType) {
        Map<String, String> headers = authorized();
        headers.put("Content-Type", contentType);
        return api.send("PUT", "/v2/badinput/manifests/1", text.getBytes(StandardCharsets.UTF_8), headers);
    }

    private Map<String, String> authorized() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + api.bearer(REPOSITORY));
        return headers;
    }
}
