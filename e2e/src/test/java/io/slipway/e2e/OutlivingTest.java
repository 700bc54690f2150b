package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attacks with credentials outside of their purpose: a ticket, a presigned URL, a grant in a deleted space. */
@OnSharedCloud
class OutlivingTest {
    private static final int LARGE = 5 * 1024 * 1024;

    private Cloud cloud;
    private Api api;

    @BeforeEach
    void connect(Cloud shared) {
        cloud = shared;
        api = new Api(shared);
    }

    @Test
    void a_ticket_can_only_be_used_for_one_blob() {
        String repository = "outliving-ticket";
        String location = api.begin(repository);
        Digest first = put(repository, location, 'a');
        String manifest = "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + first
                + "\",\"size\":" + LARGE + "},\"layers\":[]}";
        Map<String, String> headers = new TreeMap<>(bearer(api.bearer(repository)));
        headers.put("Content-Type", "application/vnd.oci.image.manifest.v1+json");
        assertThat(api.send("PUT", "/v2/" + repository + "/manifests/1", bytes(manifest), headers)
                        .statusCode())
                .as("the push links the blob")
                .isEqualTo(201);
        Digest second = put(repository, location, 'b');
        assertThat(api.send(repository, "HEAD", "/v2/" + repository + "/blobs/" + second, new byte[0])
                        .statusCode())
                .isEqualTo(404);
        assertThat(Api.code(api.send(
                        "PUT",
                        "/v2/" + repository + "/manifests/2",
                        bytes(manifest.replace(first.toString(), second.toString())),
                        headers)))
                .isEqualTo("404 MANIFEST_BLOB_UNKNOWN");
        assertThat(api.send(repository, "HEAD", "/v2/" + repository + "/blobs/" + first, new byte[0])
                        .statusCode())
                .isEqualTo(307);
    }

    private Digest put(String repository, String location, char letter) {
        byte[] content = new byte[LARGE];
        Arrays.fill(content, (byte) letter);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        api.send(repository, "PUT", location + "&digest=" + digest, content);
        return digest;
    }

    @Test
    void a_ticket_is_for_its_own_repository_and_session() {
        String location = api.begin("outliving-own");
        String foreign = location.replace("outliving-own", "outliving-other");
        String session = location.replaceFirst("uploads/[0-9a-f]{8}", "uploads/00000000");
        byte[] content = bytes("{}");
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        assertThat(Api.code(api.send("outliving-other", "PUT", foreign + "&digest=" + digest, content)))
                .isEqualTo("400 BLOB_UPLOAD_INVALID");
        assertThat(Api.code(api.send("outliving-own", "PUT", session + "&digest=" + digest, content)))
                .isEqualTo("400 BLOB_UPLOAD_INVALID");
    }

    /** Unsigned headers could make an object public, tag it, or attribute it to another upload. */
    @Test
    void a_presigned_upload_rejects_unsigned_headers() {
        byte[] content = bytes("PK package");
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        JsonNode upload = Api.json(api.send(
                        "POST",
                        "/api/spaces/default/package-uploads",
                        bytes("{\"id\":\"outliving\",\"version\":\"1.0.0\",\"file\":\"outliving.1.0.0.zip\",\"size\":"
                                + content.length + ",\"sha256\":\"" + digest.hex() + "\"}"),
                        bearer(cloud.adminToken())))
                .path("upload");
        for (String header : List.of(
                "x-amz-acl: public-read",
                "x-amz-grant-read: uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"",
                "x-amz-tagging: a=b",
                "x-amz-storage-class: GLACIER",
                "x-amz-website-redirect-location: https://elsewhere.test/",
                "x-amz-meta-upload: 00000000-0000-8000-8000-000000000000",
                "content-type: text/html")) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            upload.path("headers")
                    .properties()
                    .forEach(it -> headers.put(it.getKey(), it.getValue().asText()));
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
            headers.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).equals("host"));
            HttpResponse<String> answer = api.send("PUT", upload.path("url").asText(), content, headers);
            assertThat(answer.statusCode()).as(header + ": " + answer.body()).isIn(400, 403);
        }
    }

    @Test
    void access_to_a_deleted_space_does_not_extend_to_a_new_one_with_its_name() {
        create("outliving-space");
        api.pushImage("outliving-space/app", "1");
        String token = Api.json(api.send(
                        "POST",
                        "/api/tokens",
                        bytes("{\"name\":\"old\",\"grants\":[{\"space\":\"outliving-space\",\"repository\":\"**\","
                                + "\"actions\":[\"admin\"]}]}"),
                        bearer(cloud.adminToken())))
                .path("token")
                .asText();
        String rule = "arn:aws:iam::000000000000:role/outliving";
        assertThat(api.send(
                                "POST",
                                "/api/principals",
                                bytes("{\"principal\":\"" + rule + "\",\"grants\":[{\"space\":\"outliving-space\","
                                        + "\"repository\":\"**\",\"actions\":[\"admin\"]}]}"),
                                bearer(cloud.adminToken()))
                        .statusCode())
                .isEqualTo(201);
        delete("outliving-space");
        create("outliving-space");
        assertThat(api.send("GET", "/api/spaces/outliving-space", new byte[0], bearer(token))
                        .statusCode())
                .isIn(401, 404);
        assertThat(api.token(token, "repository:outliving-space/app:pull").statusCode())
                .isEqualTo(401);
        assertThat(api.send("GET", "/api/principals", new byte[0], bearer(cloud.adminToken()))
                        .body())
                .doesNotContain(rule);
    }

    @Test
    void bearer_tokens_tickets_and_blobs_of_a_deleted_space_are_invalid_in_a_new_one_with_its_name() {
        create("outliving-next");
        String repository = "outliving-next/app";
        byte[] left = bytes("left without a manifest");
        Digest digest = api.pushBlob(repository, left);
        api.pushImage(repository, "1");
        String bearer = api.bearer(repository);
        String ticket = api.begin(repository);
        delete("outliving-next");
        create("outliving-next");
        api.pushImage(repository, "2");
        assertThat(status(bearer, "GET", "/v2/" + repository + "/manifests/2", new byte[0]))
                .as("a pull with the old bearer token")
                .isEqualTo(404);
        assertThat(status(bearer, "GET", "/v2/" + repository + "/tags/list", new byte[0]))
                .isEqualTo(404);
        assertThat(status(bearer, "POST", "/v2/" + repository + "/blobs/uploads/", new byte[0]))
                .isEqualTo(404);
        assertThat(status(bearer, "DELETE", "/v2/" + repository + "/manifests/2", new byte[0]))
                .isEqualTo(404);
        Digest late = Digest.of(DigestAlgorithm.SHA256, bytes("late"));
        status(bearer, "PUT", ticket + "&digest=" + late, bytes("late"));
        assertThat(Api.code(api.send(repository, "PUT", ticket + "&digest=" + late, bytes("late"))))
                .as("the old ticket with a new bearer token")
                .isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
        put(repository, ticket, 'l');
        for (Digest old : List.of(digest, late, large('l'))) {
            assertThat(api.send(repository, "HEAD", "/v2/" + repository + "/blobs/" + old, new byte[0])
                            .statusCode())
                    .isEqualTo(404);
            assertThat(api.send(repository, "POST", "/v2/" + repository + "/blobs/uploads/?mount=" + old, new byte[0])
                            .statusCode())
                    .isEqualTo(202);
        }
        assertThat(api.headManifest(repository + ":2")).startsWith("sha256:");
        assertThat(api.pushBlob(repository, left))
                .as("the bytes can be pushed again")
                .isEqualTo(digest);
        put(repository, api.begin(repository), 'l');
        assertThat(api.send(repository, "HEAD", "/v2/" + repository + "/blobs/" + large('l'), new byte[0])
                        .statusCode())
                .isEqualTo(307);
    }

    private int status(String bearer, String method, String path, byte[] body) {
        return api.send(method, path, body, bearer(bearer)).statusCode();
    }

    private static Digest large(char letter) {
        byte[] content = new byte[LARGE];
        Arrays.fill(content, (byte) letter);
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    private void delete(String space) {
        assertThat(api.send(
                                "DELETE",
                                "/api/spaces/" + space + "?confirm=" + space,
                                new byte[0],
                                bearer(cloud.adminToken()))
                        .statusCode())
                .isEqualTo(204);
    }

    private void create(String space) {
        assertThat(api.send("POST", "/api/spaces", bytes("{\"name\":\"" + space + "\"}"), bearer(cloud.adminToken()))
                        .statusCode())
                .isEqualTo(201);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
