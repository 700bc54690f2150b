package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Attacks a running registry, each time in a way found by a review or described in an advisory about another registry.
 */
@OnSharedCloud
class AdversaryTest {
    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Cloud cloud;
    private Api api;

    @BeforeEach
    void connect(Cloud shared) {
        cloud = shared;
        api = new Api(shared);
    }

    /**
     * GHSA-5757-v49g-f6r7 in Harbor and similar ones: a response referred to a host chosen by the client, and a
     * build's job logged in there.
     */
    @Test
    void a_clients_header_cannot_set_the_registrys_host() {
        String image =
                "GET /api/spaces/default/builds HTTP/1.1\r\nAuthorization: Bearer " + cloud.adminToken() + "\r\n";
        String stranger = "GET /v2/ HTTP/1.1\r\n";
        String unknown = stranger + "Authorization: Bearer unknown\r\n";
        for (String header : List.of("Host", "X-Forwarded-Host", "X-Forwarded-Proto", "CloudFront-Forwarded-Proto")) {
            String forged = (header.equals("Host") ? "" : "Host: " + cloud.host() + "\r\n") + header
                    + ": elsewhere.test\r\nConnection: close\r\n\r\n";
            for (String request : List.of(stranger, unknown)) {
                assertThat(RawHttp.send(cloud.url(), bytes(request + forged)))
                        .as(request + forged)
                        .startsWith("HTTP/1.1 401")
                        .contains("realm=\"" + cloud.url().resolve("/token") + "\"")
                        .doesNotContain("elsewhere.test");
            }
            assertThat(RawHttp.send(cloud.url(), bytes(image + forged)))
                    .as(header)
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("elsewhere.test");
        }
    }

    /** GHSA-qq97-vm5h-rrhg and similar ones: the same bytes must not be interpreted differently by different clients. */
    @Test
    void the_media_type_of_a_digest_cannot_be_changed() {
        Digest config = api.pushBlob("adversary-flip", bytes("{}"));
        String manifest = "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + config
                + "\",\"size\":2},\"layers\":[]}";
        assertThat(put("adversary-flip", "v1", manifest, OCI).statusCode()).isEqualTo(201);
        assertThat(Api.code(put("adversary-flip", "other", manifest, DOCKER))).isEqualTo("400 MANIFEST_INVALID");
        HttpResponse<String> head = api.send("adversary-flip", "HEAD", "/v2/adversary-flip/manifests/v1", new byte[0]);
        assertThat(head.headers().firstValue("Content-Type")).contains(OCI);
    }

    /** CVE-2026-35172 in distribution. */
    @Test
    void a_mount_without_a_source_does_not_restore_a_deleted_blob() {
        Digest blob = api.pushBlob("adversary-gone", bytes("deleted " + System.nanoTime()));
        assertThat(api.send("adversary-gone", "DELETE", "/v2/adversary-gone/blobs/" + blob, new byte[0])
                        .statusCode())
                .isEqualTo(202);
        assertThat(mount("adversary-thief", blob)).isEqualTo(202);
        assertThat(mount("adversary-gone", blob)).isEqualTo(202);
        assertThat(api.send("adversary-thief", "HEAD", "/v2/adversary-thief/blobs/" + blob, new byte[0])
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_mount_without_a_source_does_not_restore_a_blob_of_a_deleted_repository() {
        api.pushImage("adversary-left", "1");
        Digest blob = api.pushBlob("adversary-left", bytes("left " + System.nanoTime()));
        assertThat(admin(
                                "DELETE",
                                "/api/spaces/default/repositories/adversary-left?confirm=adversary-left&forGood=true",
                                "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(mount("adversary-heir", blob)).isEqualTo(202);
    }

    /** GHSA-f9vc-vf3r-pqqq in Harbor: a pushed HTML page must not run on the registry's host. */
    @Test
    void a_pushed_html_page_is_served_as_a_download() throws Exception {
        byte[] page = bytes("<script>alert(1)</script>");
        Digest digest = Digest.of(DigestAlgorithm.SHA256, page);
        HttpResponse<String> asked = admin(
                "POST",
                "/api/spaces/default/package-uploads",
                "{\"id\":\"adversary\",\"version\":\"1.0.0\",\"file\":\"adversary.1.0.0.zip\",\"size\":" + page.length
                        + ",\"sha256\":\"" + digest.hex() + "\"}");
        JsonNode upload = Api.json(asked).path("upload");
        assertThat(upload.path("headers").toString().toLowerCase(java.util.Locale.ROOT))
                .contains("\"content-type\":\"application/octet-stream\"");
        HttpRequest.Builder put =
                HttpRequest.newBuilder(URI.create(upload.path("url").asText())).PUT(BodyPublishers.ofByteArray(page));
        upload.path("headers")
                .properties()
                .forEach(it -> put.header(it.getKey(), it.getValue().asText()));
        assertThat(HTTP.send(put.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        assertDownload("default/packages/adversary", digest, page);
        assertDownload("adversary-page", api.pushBlob("adversary-page", page), page);
    }

    private void assertDownload(String repository, Digest digest, byte[] expected) {
        String path = "/v2/" + repository + "/blobs/" + digest;
        HttpResponse<byte[]> answer = api.followAbroad(repository, path);
        for (HttpResponse<byte[]> each : List.of(answer, api.follow(repository, path))) {
            assertThat(each.body()).isEqualTo(expected);
            assertThat(each.headers().firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(each.headers().firstValue("Content-Disposition")).contains("attachment");
        }
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
    }

    @Test
    void every_response_has_nosniff_and_none_is_html() {
        for (String path : List.of(
                "/",
                "/v2/",
                "/v2/<script>alert(1)</script>/manifests/<b>",
                "/v2/app/blobs/sha256:<script>",
                "/api/<script>",
                "/token?scope=<script>",
                "/direct/<script>",
                "/blobs/<script>",
                "/v2/app/blobs/uploads/<script>")) {
            HttpResponse<String> answer =
                    api.send("GET", path.replace("<", "%3C").replace(">", "%3E"), new byte[0], Map.of());
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(path)
                    .doesNotContain("html");
        }
    }

    @Test
    void the_urls_of_blobs_reveal_nothing_to_a_stranger() {
        Digest there = api.pushBlob("adversary-direct", bytes("{}"));
        HttpResponse<String> first =
                api.send("adversary-direct", "GET", "/v2/adversary-direct/blobs/" + there, new byte[0]);
        String address = URI.create(Api.belowDistribution(
                        first.headers().firstValue("Location").orElseThrow()))
                .getPath();
        HttpResponse<String> real = api.send("GET", address, new byte[0], Map.of());
        HttpResponse<String> none = api.send("GET", address + "0", new byte[0], Map.of());
        HttpResponse<String> direct =
                api.send("GET", "/direct/default/adversary-direct/sha256/" + there.hex(), new byte[0], Map.of());
        assertThat(List.of(Api.code(real), Api.code(none), Api.code(direct))).containsOnly("403 DENIED");
        assertThat(none.body()).isEqualTo(real.body());
    }

    @Test
    void the_link_to_the_next_page_contains_only_visible_names() {
        for (String name : List.of("adversary-next/a", "adversary-next/b", "adversary-next/c")) {
            api.pushImage(name, "1");
        }
        String token = token("adversary-next", "b", "pull");
        JsonNode page =
                Api.json(api.send("GET", "/api/spaces/adversary-next/repositories?n=1", new byte[0], bearer(token)));
        assertThat(page.path("repositories")).hasSize(1);
        assertThat(page.has("next")).isFalse();
    }

    @Test
    void a_space_without_access_looks_like_a_missing_one() {
        api.pushImage("adversary-theirs/app", "1");
        String token = token("default", "**", "admin");
        byte[] request =
                bytes("{\"package\":\"App\",\"version\":\"1.0.0\",\"deployment\":\"d\",\"environment\":\"e\"}");
        HttpResponse<String> there = api.send("POST", "/api/spaces/adversary-theirs/builds", request, bearer(token));
        HttpResponse<String> nowhere = api.send("POST", "/api/spaces/adversary-nowhere/builds", request, bearer(token));
        assertThat(there.statusCode()).isEqualTo(404);
        assertThat(there.body().replace("theirs", "nowhere")).isEqualTo(nowhere.body());
    }

    @Test
    void a_manifest_with_too_many_blobs_is_rejected_immediately() {
        String layers = IntStream.range(0, 30_000)
                .mapToObj("{\"mediaType\":\"a/b\",\"digest\":\"sha256:%064x\",\"size\":1}"::formatted)
                .collect(Collectors.joining(","));
        String config = "{\"mediaType\":\"a/b\",\"digest\":\"sha256:" + "f".repeat(64) + "\",\"size\":1}";
        String manifest = "{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":[" + layers + "]}";
        assertThat(Api.code(put("adversary-many", "1", manifest, OCI))).isEqualTo("400 MANIFEST_INVALID");
    }

    private int mount(String repository, Digest blob) {
        return api.send(repository, "POST", "/v2/" + repository + "/blobs/uploads/?mount=" + blob, new byte[0])
                .statusCode();
    }

    private HttpResponse<String> put(String repository, String tag, String manifest, String type) {
        Map<String, String> headers = new HashMap<>(bearer(api.bearer(repository)));
        headers.put("Content-Type", type);
        return api.send("PUT", "/v2/" + repository + "/manifests/" + tag, bytes(manifest), headers);
    }

    private HttpResponse<String> admin(String method, String path, String body) {
        return api.send(method, path, bytes(body), bearer(cloud.adminToken()));
    }

    private String token(String space, String repository, String action) {
        return Api.json(admin(
                        "POST",
                        "/api/tokens",
                        "{\"name\":\"adversary\",\"grants\":[{\"space\":\"" + space + "\",\"repository\":\""
                                + repository + "\",\"actions\":[\"" + action + "\"]}]}"))
                .path("token")
                .asText();
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
