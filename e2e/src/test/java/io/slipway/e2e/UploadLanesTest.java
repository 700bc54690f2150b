package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests uploads whose requests use different lanes: a function handles a chunk of up to 4 MiB, the uploader a larger
 * one.
 */
@OnSharedCloud
class UploadLanesTest {
    private static final String REPOSITORY = "upload-lanes";
    private static final String UPLOADS = "/v2/" + REPOSITORY + "/blobs/uploads/";
    private static final int MIB = 1024 * 1024;

    private Api api;

    @BeforeEach
    void connect(Cloud cloud) {
        api = new Api(cloud);
    }

    @Test
    void chunks_of_both_lanes_make_one_blob() {
        byte[] content = random(12 * MIB);
        String location = append(api.begin(REPOSITORY), content, 0, MIB);
        location = append(location, content, MIB, 11 * MIB);
        location = append(location, content, 11 * MIB, content.length);

        finish(location, content);
    }

    /** A part of a multipart upload must have at least 5 MiB. */
    @Test
    void large_chunks_that_are_too_small_for_a_part_make_one_blob() {
        byte[] content = random(18 * MIB);
        int chunk = content.length / 4;
        String location = api.begin(REPOSITORY);
        for (int from = 0; from < content.length; from += chunk) {
            location = append(location, content, from, from + chunk);
        }

        finish(location, content);
    }

    private void finish(String location, byte[] content) {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        assertThat(api.send(REPOSITORY, "PUT", location + "&digest=" + digest, new byte[0])
                        .statusCode())
                .isEqualTo(201);
        assertThat(api.follow(REPOSITORY, "/v2/" + REPOSITORY + "/blobs/" + digest)
                        .body())
                .isEqualTo(content);
    }

    @Test
    void an_upload_of_parts_is_unknown_after_it_was_cancelled() {
        byte[] content = random(13 * MIB);
        String location = append(api.begin(REPOSITORY), content, 0, content.length);

        assertThat(api.send(REPOSITORY, "DELETE", location, new byte[0]).statusCode())
                .isEqualTo(204);
        assertThat(Api.code(api.send(REPOSITORY, "GET", location, new byte[0]))).isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void a_wrong_digest_at_the_end_of_both_lanes_is_rejected() {
        byte[] content = random(40 * MIB);
        String location = append(api.begin(REPOSITORY), content, 0, MIB);

        Digest other = Digest.of(DigestAlgorithm.SHA256, new byte[] {1});
        HttpResponse<String> response = api.send(
                REPOSITORY, "PUT", location + "&digest=" + other, Arrays.copyOfRange(content, MIB, content.length));

        assertThat(Api.code(response)).isEqualTo("400 DIGEST_INVALID");
    }

    /** Each request has an unused token, because the use of a token is recorded by the part that accepts it. */
    @Test
    void basic_credentials_work_for_every_lane_and_pulls() {
        byte[] large = random(5 * MIB);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, large);
        String session = location(basic(token(), "POST", UPLOADS, new byte[0], 202));
        basic(token(), "PUT", session + "&digest=" + digest, large, 201);

        byte[] content = random(6 * MIB);
        String streamed = location(basic(token(), "POST", UPLOADS, new byte[0], 202));
        streamed = location(basic(token(), "PATCH", streamed, content, 202));
        basic(token(), "PUT", streamed + "&digest=" + Digest.of(DigestAlgorithm.SHA256, content), new byte[0], 201);

        String url = api.url() + "/v2/" + REPOSITORY + "/blobs/" + digest;
        String size = Tool.named("curl")
                .run("-sSL", "-u", "x:" + token(), "-o", "/dev/null", "-w", "%{http_code} %{size_download}", url);
        assertThat(size).isEqualTo("200 " + large.length);
    }

    @Test
    void a_wrong_password_is_rejected_by_every_lane() {
        String session = api.begin(REPOSITORY);
        for (byte[] body : List.of(new byte[0], random(MIB), random(5 * MIB))) {
            HttpResponse<String> answer = basic("slp_0123456789ab_" + "x".repeat(43), "PATCH", session, body, 401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer realm=")
                    .contains("repository:" + REPOSITORY + ":pull,push");
        }
        basic("another registry's", "GET", "/v2/", new byte[0], 401);
    }

    private String token() {
        String grants = "{\"name\":\"basic\",\"grants\":[{\"space\":\"default\",\"actions\":[\"pull\",\"push\"]}]}";
        return Api.json(api.send("POST", "/api/tokens", grants.getBytes(StandardCharsets.UTF_8), api.administrator()))
                .path("token")
                .asText();
    }

    private HttpResponse<String> basic(String password, String method, String path, byte[] body, int expected) {
        HttpResponse<String> answer = api.send(method, path, body, Api.basic(password));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return answer;
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private String append(String location, byte[] content, int from, int to) {
        HttpResponse<String> response = api.send(REPOSITORY, "PATCH", location, Arrays.copyOfRange(content, from, to));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(response.headers().firstValue("Range")).hasValue("0-" + (to - 1));
        return response.headers().firstValue("Location").orElseThrow();
    }

    private static byte[] random(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
