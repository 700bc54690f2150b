package io.slipway.function.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How many calls of AWS each operation that writes makes, as docs/aws-calls.md says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCallsTest {
    private static final RepositoryName REPOSITORY = RepositoryName.parse("app");

    private final CallCounter calls = new CallCounter();
    private final Random random = new Random(3);
    private EmulatedAccount account;
    private PushRoutes routes;
    private String bearer;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        Backend backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)));
        routes = new PushRoutes(backend);
        Access all = new Access(REPOSITORY, Set.of(Action.PULL, Action.PUSH, Action.DELETE));
        bearer = backend.bearerTokens().issue(new Caller("test", List.of(all), List.of(), Set.of("default")));
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void an_upload_begins_without_any_call() {
        begin();
        assertThat(calls.take()).isEmpty();
    }

    @Test
    void a_small_blob_is_one_object_and_one_transaction() {
        pushBlob(1_000);
        assertThat(calls.take()).containsExactly("PutObject", "TransactWriteItems");
    }

    @Test
    void a_chunk_is_a_claim_its_bytes_and_what_is_known_of_them() {
        send("PATCH", begin(), content(1_000), 202);
        assertThat(calls.take()).containsExactly("UpdateItem", "PutObject", "PutItem");
    }

    @Test
    void a_finish_takes_as_many_calls_after_one_chunk_as_after_many() {
        assertThat(finishAfter(2)).hasSameSizeAs(finishAfter(8)).hasSizeLessThanOrEqualTo(7);
    }

    private List<String> finishAfter(int chunks) {
        String location = begin();
        byte[] whole = content(chunks * 3_000_000);
        for (int i = 0; i < chunks; i++) {
            byte[] chunk = java.util.Arrays.copyOfRange(whole, i * 3_000_000, (i + 1) * 3_000_000);
            location = send("PATCH", location, chunk, 202).headers().getOrDefault("Location", "");
        }
        calls.take();
        send("PUT", location + "&digest=" + Digest.of(DigestAlgorithm.SHA256, whole), new byte[0], 201);
        return calls.take();
    }

    @Test
    void a_manifest_with_20_layers_is_one_read_and_one_transaction() {
        List<Digest> layers =
                IntStream.range(0, 20).mapToObj(i -> pushBlob(100 + i)).toList();
        calls.take();
        send("PUT", "/v2/app/manifests/1", manifest(layers, ""), 201);
        assertThat(calls.take()).containsExactly("BatchGetItem", "TransactWriteItems");
    }

    @Test
    void a_manifest_with_1000_layers_is_read_in_hundreds() {
        Digest layer = pushBlob(10);
        List<Digest> layers = IntStream.range(0, 1_000).mapToObj(i -> layer).toList();
        calls.take();
        send("PUT", "/v2/app/manifests/2", manifest(layers, ""), 201);
        // The same blob many times is one blob.
        assertThat(calls.take()).containsExactly("BatchGetItem", "TransactWriteItems");
    }

    @Test
    void a_manifest_that_no_item_holds_is_one_object_more() {
        Digest layer = pushBlob(20);
        calls.take();
        String large = "\"annotations\":{\"a\":\"" + "x".repeat(300_000) + "\"},";
        send("PUT", "/v2/app/manifests/3", manifest(List.of(layer), large), 201);
        assertThat(calls.take()).containsExactly("BatchGetItem", "PutObject", "TransactWriteItems");
    }

    @Test
    void a_mount_is_a_read_and_a_transaction() {
        Digest blob = pushBlob(30);
        calls.take();
        send("POST", "/v2/app/blobs/uploads/?mount=" + blob + "&from=app", new byte[0], 201);
        assertThat(calls.take()).containsExactly("GetItem", "TransactWriteItems");
    }

    @Test
    void a_tag_is_deleted_by_one_call() {
        Digest layer = pushBlob(40);
        send("PUT", "/v2/app/manifests/4", manifest(List.of(layer), ""), 201);
        calls.take();
        send("DELETE", "/v2/app/manifests/4", new byte[0], 202);
        assertThat(calls.take()).containsExactly("DeleteItem");
    }

    @Test
    void a_blob_is_deleted_by_a_look_and_a_write() {
        Digest blob = pushBlob(50);
        calls.take();
        send("DELETE", "/v2/app/blobs/" + blob, new byte[0], 202);
        assertThat(calls.take()).containsExactly("HeadObject", "UpdateItem");
    }

    private Digest pushBlob(int size) {
        byte[] content = content(size);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        send("PUT", begin() + "&digest=" + digest, content, 201);
        return digest;
    }

    private String begin() {
        return send("POST", "/v2/app/blobs/uploads/", new byte[0], 202)
                .headers()
                .getOrDefault("Location", "");
    }

    private byte[] content(int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        return content;
    }

    private static byte[] manifest(List<Digest> layers, String more) {
        String list = layers.stream().map(AwsCallsTest::descriptor).collect(Collectors.joining(","));
        return ("{\"schemaVersion\":2," + more + "\"config\":" + descriptor(layers.getFirst()) + ",\"layers\":[" + list
                        + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String descriptor(Digest digest) {
        return "{\"mediaType\":\"a/b\",\"digest\":\"" + digest + "\",\"size\":1}";
    }

    private Response send(String method, String address, byte[] body, int expected) {
        int question = address.indexOf('?');
        Map<String, String> headers = new HashMap<>();
        headers.put("authorization", "Bearer " + bearer);
        headers.put("content-type", "application/vnd.oci.image.manifest.v1+json");
        Response response = routes.router()
                .handle(new Request(
                        method,
                        question < 0 ? address : address.substring(0, question),
                        Query.parse(question < 0 ? "" : address.substring(question + 1)),
                        headers,
                        body,
                        ""));
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(expected);
        return response;
    }
}
