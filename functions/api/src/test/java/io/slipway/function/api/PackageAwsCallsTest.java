package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.route.Router;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counts the AWS calls of the operations on packages, as in docs/maintain/aws-calls.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageAwsCallsTest {
    private static final String PACKAGES = "/api/spaces/default/packages";
    private static final byte[] GARBAGE = "no archive".getBytes(StandardCharsets.UTF_8);

    private final CallCounter calls = new CallCounter();
    private EmulatedAccount account;
    private Router router;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        Backend backend =
                new Backend(environment, new AwsClients(environment, Optional.of(calls)), CallCounter.fromNoon());
        router = new Router(ApiRoutes.of(backend), backend.forLogins().credentials());
        raw("Acme.Web.1.0.0.zip", "one");
        raw("Acme.Web.1.1.0.zip", "two");
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void a_page_of_packages_costs_one_query_and_a_page_of_versions_a_batch_more() {
        assertThat(callsOf("GET", PACKAGES, 200)).containsExactly("Query");
        assertThat(callsOf("GET", PACKAGES + "/Acme.Web", 200)).containsExactly("Query", "BatchGetItem");
    }

    @Test
    void a_version_costs_two_reads_and_the_url_of_its_bytes_one_more() {
        assertThat(callsOf("GET", PACKAGES + "/acme.web/versions/1.0.0", 200)).containsExactly("GetItem", "GetItem");
        assertThat(callsOf("GET", PACKAGES + "/acme.web/versions/1.0.0/content", 307))
                .containsExactly("GetItem", "GetItem", "GetItem");
    }

    @Test
    void the_files_of_a_version_are_listed_from_its_archives_directory() {
        assertThat(callsOf("GET", PACKAGES + "/acme.web/versions/1.0.0/files", 200))
                .containsExactly("GetItem", "GetItem", "GetItem", "GetObject");
    }

    @Test
    void a_small_package_in_a_form_costs_five_calls_and_two_more_if_it_is_the_first() {
        calls.take();
        assertThat(raw("Acme.New.1.0.0.zip", "new").status()).isEqualTo(201);
        assertThat(beyondTheToken())
                .containsExactly(
                        "PutObject",
                        "TransactWriteItems",
                        "GetItem",
                        "BatchGetItem",
                        "PutObject",
                        "TransactWriteItems",
                        "TransactWriteItems");
        assertThat(raw("Acme.New.1.0.1.zip", "newer").status()).isEqualTo(201);
        assertThat(beyondTheToken())
                .containsExactly("PutObject", "TransactWriteItems", "GetItem", "BatchGetItem", "TransactWriteItems");
    }

    @Test
    void a_url_for_an_upload_costs_no_call_and_in_another_space_a_read_of_the_space() {
        assertThat(post("default", "package-uploads", "address", 201)).isEmpty();
        router.handle(request("POST", "/api/spaces", Map.of(), "{\"name\":\"team\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(post("team", "package-uploads", "address", 201)).containsExactly("GetItem");
    }

    @Test
    void publishing_just_uploaded_bytes_costs_six_calls_and_two_more_if_they_are_the_first() {
        land("first", "landed.first");
        assertThat(post("default", "packages", "landed.first", 201))
                .containsExactly(
                        "GetItem",
                        "BatchGetItem",
                        "HeadObject",
                        "TransactWriteItems",
                        "GetObject",
                        "PutObject",
                        "TransactWriteItems",
                        "TransactWriteItems");
        assertThat(post("default", "packages", "landed.first", 200)).containsExactly("GetItem", "GetItem");
    }

    @Test
    void a_version_is_deleted_with_its_manifest() {
        raw("Acme.Gone.1.0.0.zip", "gone");
        assertThat(callsOf("DELETE", PACKAGES + "/acme.gone/versions/1.0.0", 204))
                .containsExactly(
                        "GetItem", "GetItem", "Query", "BatchGetItem", "Query", "BatchGetItem", "TransactWriteItems");
    }

    private void land(String content, String id) {
        byte[] bytes = ApiTester.zip(content);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, bytes);
        account.land(
                "direct/default/packages/" + id + "/sha256/" + digest.hex() + "/"
                        + LandingDay.of(CallCounter.fromNoon().instant()).number(),
                bytes,
                Base64.getEncoder().encodeToString(digest.hash()),
                "upload");
    }

    private List<String> post(String space, String path, String id, int expected) {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, ApiTester.zip("first"));
        String size = path.equals("packages") ? "" : "\"size\":5,";
        String body = "{\"id\":\"%s\",\"version\":\"1.0.0\",\"file\":\"a.zip\",%s\"sha256\":\"%s\"}"
                .formatted(id, size, digest.hex());
        calls.take();
        Response response = router.handle(
                request("POST", "/api/spaces/" + space + "/" + path, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(expected);
        return beyondTheToken();
    }

    private List<String> callsOf(String method, String path, int expected) {
        calls.take();
        Response response = router.handle(request(method, path, Map.of(), new byte[0]));
        assertThat(response.status()).isEqualTo(expected);
        return beyondTheToken();
    }

    /** Returns the calls since the last time, without the read of the caller's token. */
    private List<String> beyondTheToken() {
        List<String> all = calls.take();
        assertThat(all).startsWith("BatchGetItem");
        return all.subList(1, all.size());
    }

    private Response raw(String name, String content) {
        String body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n"
                + new String(ApiTester.zip(content), StandardCharsets.ISO_8859_1) + "\r\n--x--\r\n";
        return router.handle(request(
                "POST",
                "/api/default/packages/raw",
                Map.of("content-type", "multipart/form-data; boundary=x"),
                body.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void a_file_that_is_not_an_archive_is_refused_before_anything_is_stored() {
        Response refused = router.handle(request(
                "POST",
                "/api/default/packages/raw",
                Map.of("content-type", "multipart/form-data; boundary=x"),
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Zero.1.0.0.zip\"\r\n\r\n\r\n--x--\r\n"
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8))
                .contains(
                        "REQUEST_INVALID",
                        "the package Zero.1.0.0.zip is refused: it must have files, but has 0 bytes");
        account.land(
                "direct/default/packages/garbage/sha256/"
                        + Digest.of(DigestAlgorithm.SHA256, GARBAGE).hex() + "/"
                        + LandingDay.of(CallCounter.fromNoon().instant()).number(),
                GARBAGE,
                Base64.getEncoder()
                        .encodeToString(
                                Digest.of(DigestAlgorithm.SHA256, GARBAGE).hash()),
                "upload");
        String body = "{\"id\":\"garbage\",\"version\":\"1.0.0\",\"file\":\"a.tar.gz\",\"sha256\":\"%s\"}"
                .formatted(Digest.of(DigestAlgorithm.SHA256, GARBAGE).hex());
        Response published = router.handle(request("POST", PACKAGES, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
        assertThat(published.status()).isEqualTo(400);
        assertThat(new String(published.body(), StandardCharsets.UTF_8)).contains("it must be compressed with gzip");
    }

    private static Request request(String method, String path, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("x-octopus-apikey", EmulatedAccount.ADMIN_TOKEN);
        return new Request(method, path, Query.EMPTY, all, body, "");
    }
}
