package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tries the advisories about other registries on a running registry. {@link AdversaryTest} has those that also applied
 * here; {@code docs/operate/security.md} lists all of them with their tests.
 */
@OnSharedCloud
class AdvisoriesTest {
    private Cloud cloud;
    private Api api;

    @BeforeEach
    void connect(Cloud shared) {
        cloud = shared;
        api = new Api(shared);
    }

    /** GHSA-phw4-mc57-4hwc (CVE-2025-24976) in distribution: a token contained the key that verified it. */
    @Test
    void a_bearer_token_cannot_contain_its_own_key() throws Exception {
        api.pushImage("advisory-key", "1");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        String jwk = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                + base64(fixed(key.getW().getAffineX().toByteArray())) + "\",\"y\":\""
                + base64(fixed(key.getW().getAffineY().toByteArray())) + "\"}";
        String real = api.bearer("advisory-key");
        String realHeader = new String(Base64.getUrlDecoder().decode(real.split("\\.", -1)[0]), StandardCharsets.UTF_8);
        String id = Api.JSON.readTree(realHeader).path("kid").asText();
        for (String header : List.of(
                "{\"alg\":\"ES256\",\"jwk\":" + jwk + "}",
                "{\"alg\":\"ES256\",\"kid\":\"" + id + "\",\"jwk\":" + jwk + "}",
                "{\"alg\":\"ES256\",\"kid\":\"" + id + "\",\"jku\":\"http://127.0.0.1:1/keys\"}",
                "{\"alg\":\"ES256\",\"kid\":\"../\"}")) {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            String signed = base64(bytes(header)) + "." + base64(bytes(claims("advisory-key")));
            signature.update(bytes(signed));
            assertRefused(signed + "." + base64(signature.sign()), header);
        }
        assertRefused(base64(bytes("{\"alg\":\"none\"}")) + "." + base64(bytes(claims("advisory-key"))) + ".", "none");
    }

    private void assertRefused(String token, String what) {
        assertThat(Api.code(api.send("GET", "/v2/advisory-key/manifests/1", new byte[0], bearer(token))))
                .as(what)
                .isEqualTo("401 UNAUTHORIZED");
    }

    private static String claims(String repository) {
        long now = Instant.now().getEpochSecond();
        return "{\"iss\":\"slipway\",\"aud\":\"slipway\",\"sub\":\"admin\",\"nbf\":" + now + ",\"exp\":" + (now + 300)
                + ",\"access\":[{\"type\":\"repository\",\"name\":\"" + repository
                + "\",\"actions\":[\"pull\",\"push\"]}]}";
    }

    /** CVE-2023-2253 in distribution: the catalogue allocated memory for as many names as the client requested. */
    @Test
    void the_length_of_a_page_is_bounded_whatever_the_client_requests() {
        String bearer = Api.json(api.token(cloud.adminToken(), "registry:catalog:*"))
                .path("token")
                .asText();
        for (String count : List.of("2147483647", "99999999999999", "-1")) {
            for (String path : List.of("/v2/_catalog?n=", "/v2/advisory-page/tags/list?n=")) {
                HttpResponse<String> answer = path.contains("catalog")
                        ? api.send("GET", path + count, new byte[0], bearer(bearer))
                        : api.send("advisory-page", "GET", path + count, new byte[0]);
                assertThat(answer.statusCode()).as(path + count).isIn(200, 400, 404);
                assertThat(answer.body().length()).isLessThan(1_000_000);
            }
        }
    }

    /** CVE-2026-41888 in distribution and GHSA-qg67-7m6v-qg25 in zot: permission to push was enough to delete. */
    @Test
    void a_grant_to_push_does_not_allow_deletion() {
        api.pushImage("advisory-delete", "1");
        String digest = api.headManifest("advisory-delete:1");
        Digest blob = api.pushBlob("advisory-delete", bytes("{}"));
        Api pusher = new Api(cloud, token("default", "advisory-delete", "pull\",\"push"));
        for (String path : List.of("manifests/1", "manifests/" + digest, "blobs/" + blob)) {
            assertThat(Api.code(pusher.send("advisory-delete", "DELETE", "/v2/advisory-delete/" + path, new byte[0])))
                    .as(path)
                    .isEqualTo("403 DENIED");
        }
        assertThat(api.headManifest("advisory-delete:1")).isEqualTo(digest);
    }

    /** GHSA-55r9-5mx9-qq7r (CVE-2024-39897) in zot: knowing a digest was enough to read the blob. */
    @Test
    void knowing_a_digest_gives_no_access_to_the_blob() {
        byte[] secret = bytes("secret " + System.nanoTime());
        Digest blob = api.pushBlob("advisory-secret", secret);
        Api other = new Api(cloud, token("default", "advisory-thief", "pull\",\"push"));
        assertThat(other.send("advisory-thief", "HEAD", "/v2/advisory-thief/blobs/" + blob, new byte[0])
                        .statusCode())
                .isEqualTo(404);
        for (String source :
                List.of("", "&from=advisory-secret", "&from=advisory-thief", "&from=..%2Fadvisory-secret")) {
            assertThat(other.send(
                                    "advisory-thief",
                                    "POST",
                                    "/v2/advisory-thief/blobs/uploads/?mount=" + blob + source,
                                    new byte[0])
                            .statusCode())
                    .as("without the blob, or with a challenge for its repository: " + source)
                    .isIn(202, 401);
        }
        assertThat(other.send("advisory-thief", "HEAD", "/v2/advisory-thief/blobs/" + blob, new byte[0])
                        .statusCode())
                .isEqualTo(404);
        assertThat(Api.code(other.send("advisory-secret", "GET", "/v2/advisory-secret/blobs/" + blob, new byte[0])))
                .isEqualTo("403 DENIED");
    }

    /**
     * GHSA-xx9w-464f-7h6f (CVE-2022-31667) in Harbor: an administrator of one project changed robot accounts of
     * another.
     */
    @Test
    void an_administrator_of_a_space_can_neither_list_nor_revoke_tokens_of_another() {
        api.pushImage("advisory-mine/app", "1");
        api.pushImage("advisory-theirs/app", "1");
        String mine = token("advisory-mine", "**", "admin");
        String theirs = token("advisory-theirs", "**", "pull");
        String id = theirs.split("_", -1)[1];
        HttpResponse<String> ended = api.send("DELETE", "/api/tokens/" + id, new byte[0], bearer(mine));
        HttpResponse<String> unknown = api.send("DELETE", "/api/tokens/000000000000", new byte[0], bearer(mine));
        assertThat(ended.statusCode()).isEqualTo(404);
        assertThat(ended.body().replace(id, "000000000000")).isEqualTo(unknown.body());
        assertThat(api.send("GET", "/api/tokens", new byte[0], bearer(mine)).body())
                .doesNotContain(id);
        assertThat(Api.json(api.token(theirs, "repository:advisory-theirs/app:pull"))
                        .path("token")
                        .asText())
                .isNotEmpty();
        assertThat(api.send("POST", "/api/tokens", grants("advisory-theirs", "**", "pull", ""), bearer(mine))
                        .statusCode())
                .isIn(403, 404);
    }

    /** CVE-2019-16097 in Harbor: an additional field in a request made its sender an administrator. */
    @Test
    void a_request_with_an_internal_field_is_rejected() {
        api.pushImage("advisory-post/app", "1");
        String admin = token("advisory-post", "**", "admin");
        for (String more : List.of(",\"id\":\"admin\"", ",\"hash\":\"00\"", ",\"ofJob\":false", ",\"admin\":true")) {
            assertThat(api.send("POST", "/api/tokens", grants("advisory-post", "**", "pull", more), bearer(admin))
                            .statusCode())
                    .as(more)
                    .isEqualTo(400);
        }
        for (String field : List.of("name", "created", "repositories", "generation", "deleting")) {
            assertThat(api.send("PATCH", "/api/spaces/advisory-post", bytes("{\"" + field + "\":\"1\"}"), bearer(admin))
                            .statusCode())
                    .as(field)
                    .isEqualTo(400);
        }
    }

    /** GHSA-hj7x-hmf2-hc2p (CVE-2026-4404) in Harbor: the initial password was public. */
    @Test
    void the_initial_password_is_random() {
        assertThat(cloud.adminToken()).hasSizeGreaterThanOrEqualTo(32);
        for (String password : List.of("admin", "Harbor12345", "password")) {
            assertThat(api.token(password, "repository:app:pull").statusCode())
                    .as(password)
                    .isIn(401, 429);
        }
    }

    /** CVE-2025-24961 in s3proxy: a key with two dots escaped from the bucket's folder. */
    @Test
    void no_path_escapes_from_the_bucket() {
        Digest blob = api.pushBlob("advisory-path", bytes("{}"));
        String address = URI.create(Api.belowDistribution(
                        api.send("advisory-path", "GET", "/v2/advisory-path/blobs/" + blob, new byte[0])
                                .headers()
                                .firstValue("Location")
                                .orElseThrow()))
                .getRawPath();
        for (String path : List.of(
                "/direct/../admin-token",
                "/direct/..%2f..%2fadmin-token",
                "/blobs/default/%2e%2e/%2e%2e/%2e%2e/admin-token",
                address + "/../../../../admin-token",
                "/v2/advisory-path/blobs/..%2f..%2fadmin-token",
                "/v2/..%2f..%2f/manifests/latest")) {
            String answer = RawHttp.send(
                    cloud.url(),
                    bytes("GET " + path + " HTTP/1.1\r\nHost: " + cloud.host() + "\r\nConnection: close\r\n\r\n"));
            assertThat(answer).as(path).matches("(?s)HTTP/1.1 4\\d\\d.*").doesNotContain(cloud.adminToken());
        }
    }

    private String token(String space, String repository, String actions) {
        return Api.json(api.send(
                        "POST", "/api/tokens", grants(space, repository, actions, ""), bearer(cloud.adminToken())))
                .path("token")
                .asText();
    }

    private static byte[] grants(String space, String repository, String actions, String more) {
        return bytes("{\"name\":\"advisory\",\"grants\":[{\"space\":\"" + space + "\",\"repository\":\"" + repository
                + "\",\"actions\":[\"" + actions + "\"]}]" + more + "}");
    }

    private static Map<String, String> bearer(String token) {
        return new HashMap<>(Map.of("Authorization", "Bearer " + token));
    }

    /** Returns a P-256 coordinate as 32 bytes. */
    private static byte[] fixed(byte[] number) {
        byte[] result = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, result, 32 - length, length);
        return result;
    }

    private static String base64(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
