package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.route.ApiRouter;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How many calls of AWS the operations on packages make, as docs/aws-calls.md says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageAwsCallsTest {
    private static final String PACKAGES = "/api/spaces/default/packages";

    private final CallCounter calls = new CallCounter();
    private EmulatedAccount account;
    private ApiRouter router;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        Backend backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)));
        router = new ApiRouter(ApiRoutes.of(backend), backend.credentials());
        raw("Acme.Web.1.0.0.zip", "one");
        raw("Acme.Web.1.1.0.zip", "two");
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void a_page_of_packages_is_one_query_and_one_of_versions_a_batch_more() {
        assertThat(callsOf("GET", PACKAGES, 200)).containsExactly("Query");
        assertThat(callsOf("GET", PACKAGES + "/Acme.Web", 200)).containsExactly("Query", "BatchGetItem");
    }

    @Test
    void a_version_is_two_reads_and_the_way_to_its_bytes_one_more() {
        assertThat(callsOf("GET", PACKAGES + "/acme.web/versions/1.0.0", 200)).containsExactly("GetItem", "GetItem");
        assertThat(callsOf("GET", PACKAGES + "/acme.web/versions/1.0.0/content", 307))
                .containsExactly("GetItem", "GetItem", "GetItem");
    }

    @Test
    void a_small_package_in_a_form_is_five_calls_and_two_more_where_it_is_the_first() {
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

    private List<String> callsOf(String method, String path, int expected) {
        calls.take();
        Response response = router.handle(request(method, path, Map.of(), new byte[0]));
        assertThat(response.status()).isEqualTo(expected);
        return beyondTheToken();
    }

    /** The calls since the last time, without the look at the caller's token. */
    private List<String> beyondTheToken() {
        List<String> all = calls.take();
        assertThat(all).startsWith("BatchGetItem");
        return all.subList(1, all.size());
    }

    private Response raw(String name, String content) {
        String body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n"
                + content + "\r\n--x--\r\n";
        return router.handle(request(
                "POST",
                "/api/default/packages/raw",
                Map.of("content-type", "multipart/form-data; boundary=x"),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Request request(String method, String path, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("x-octopus-apikey", EmulatedAccount.ADMIN_TOKEN);
        return new Request(method, path, Query.EMPTY, all, body, "");
    }
}
