package io.slipway.function.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.SilentContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/** Counts the AWS calls of each writing operation, as in docs/maintain/aws-calls.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCallsTest {
    private static final RepositoryName REPOSITORY = RepositoryName.parse("app");

    private final CallCounter calls = new CallCounter();
    private final Random random = new Random(3);
    private EmulatedAccount account;
    private Backend backend;
    private PushRoutes routes;
    private String bearer;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)), CallCounter.fromNoon());
        routes = new PushRoutes(backend);
        Access all = new Access(REPOSITORY, Set.of(Action.PULL, Action.PUSH, Action.DELETE));
        Access team = new Access(RepositoryName.parse("team/app"), Set.of(Action.PUSH));
        bearer = backend.forLogins()
                .bearerIssuer()
                .issue(new Caller("test", List.of(all, team), List.of(), Set.of("default")));
        // The first token of a key costs the read of the key.
        begin();
        calls.take();
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void beginning_an_upload_costs_no_call_and_in_another_space_a_read_of_the_space() {
        calls.take();
        begin();
        assertThat(calls.take()).isEmpty();
        backend.spaces().add(Space.begin(new SpaceName("team"), Instant.EPOCH, SpaceSettings.DEFAULT));
        calls.take();
        send("POST", "/v2/team/app/blobs/uploads/", new byte[0], 202);
        assertThat(calls.take()).containsExactly("GetItem");
    }

    @Test
    void a_small_blob_costs_one_object_and_one_transaction() {
        pushBlob(1_000);
        assertThat(calls.take()).containsExactly("PutObject", "TransactWriteItems");
    }

    @Test
    void a_first_chunk_costs_one_object_and_its_finish_one_transaction() {
        for (int size : new int[] {1, 1_000, 4 * 1024 * 1024}) {
            byte[] chunk = content(size);
            String location = location(send("PATCH", begin(), chunk, 202));
            assertThat(calls.take()).containsExactly("PutObject");
            send("PUT", location + "&digest=" + Digest.of(DigestAlgorithm.SHA256, chunk), new byte[0], 201);
            assertThat(calls.take()).containsExactly("TransactWriteItems");
        }
    }

    @Test
    void a_finish_at_the_first_url_costs_one_more_request_to_the_bucket() {
        String address = begin();
        byte[] chunk = content(1_000);
        send("PATCH", address, chunk, 202);
        calls.take();
        send("PUT", address + "&digest=" + Digest.of(DigestAlgorithm.SHA256, chunk), new byte[0], 201);
        assertThat(calls.take()).containsExactly("HeadObject", "TransactWriteItems");
    }

    @Test
    void a_later_chunk_costs_a_claim_its_bytes_and_the_record_of_its_progress() {
        String location = location(send("PATCH", begin(), content(1_000), 202));
        calls.take();
        location = location(send("PATCH", location, content(1_000), 202));
        assertThat(calls.take()).containsExactly("TransactWriteItems", "GetObject", "PutObject", "PutItem");
        send("PATCH", location, content(1_000), 202);
        assertThat(calls.take()).containsExactly("UpdateItem", "GetObject", "PutObject", "PutItem", "DeleteObject");
    }

    private static String location(Response response) {
        return response.headers().getOrDefault("Location", "");
    }

    @Test
    void a_chunk_that_completes_a_part_includes_the_tail_before_it() {
        String location =
                send("PATCH", begin(), content(3_000_000), 202).headers().getOrDefault("Location", "");
        calls.take();
        send("PATCH", location, content(3_000_000), 202);
        assertThat(calls.take())
                .containsExactly("TransactWriteItems", "GetObject", "CreateMultipartUpload", "UploadPart", "PutItem");
    }

    @Test
    void an_upload_is_cancelled() {
        String location = send("PATCH", begin(), content(1_000), 202).headers().getOrDefault("Location", "");
        calls.take();
        send("DELETE", location, new byte[0], 204);
        assertThat(calls.take()).containsExactly("UpdateItem");
        send("DELETE", begin(), new byte[0], 204);
        assertThat(calls.take()).containsExactly("UpdateItem", "PutObject");
        location = location(send("PATCH", begin(), content(1_000), 202));
        location = location(send("PATCH", location, content(1_000), 202));
        calls.take();
        send("DELETE", location, new byte[0], 204);
        assertThat(calls.take()).containsExactly("UpdateItem", "DeleteObject");
        location = location(send("PATCH", begin(), content(3_000_000), 202));
        location = location(send("PATCH", location, content(3_000_000), 202));
        calls.take();
        send("DELETE", location, new byte[0], 204);
        assertThat(calls.take()).containsExactly("UpdateItem", "AbortMultipartUpload");
    }

    @Test
    void a_finish_costs_as_many_calls_after_one_chunk_as_after_many() {
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
    void a_manifest_with_20_layers_costs_one_read_and_one_transaction() {
        List<Digest> layers =
                IntStream.range(0, 20).mapToObj(i -> pushBlob(100 + i)).toList();
        calls.take();
        send("PUT", "/v2/app/manifests/1", manifest(layers, ""), 201);
        assertThat(calls.take()).containsExactly("BatchGetItem", "TransactWriteItems");
    }

    @Test
    void a_manifest_with_300_layers_is_read_in_hundreds() {
        List<Digest> layers = linked(300);
        calls.take();
        send("PUT", "/v2/app/manifests/2", manifest(layers, ""), 201);
        // With four items about the repository and the manifest, 304 are read. The last transaction has 47 uses,
        // and each before it 49.
        List<String> taken = calls.take();
        assertThat(taken).filteredOn("BatchGetItem"::equals).hasSize(4);
        assertThat(taken).filteredOn("TransactWriteItems"::equals).hasSize(7);
        assertThat(taken).hasSize(11);
        send("PUT", "/v2/app/manifests/again", manifest(layers, ""), 201);
        assertThat(calls.take()).filteredOn("TransactWriteItems"::equals).hasSize(1);
    }

    @Test
    void a_layer_listed_1000_times_is_read_once() {
        Digest layer = pushBlob(10);
        calls.take();
        send("PUT", "/v2/app/manifests/repeated", manifest(Collections.nCopies(1_000, layer), ""), 201);
        assertThat(calls.take()).containsExactly("BatchGetItem", "TransactWriteItems");
    }

    @Test
    void a_manifest_too_large_for_an_item_costs_one_more_object() {
        Digest layer = pushBlob(20);
        calls.take();
        String large = "\"annotations\":{\"a\":\"" + "x".repeat(300_000) + "\"},";
        send("PUT", "/v2/app/manifests/3", manifest(List.of(layer), large), 201);
        assertThat(calls.take()).containsExactly("BatchGetItem", "PutObject", "TransactWriteItems");
    }

    @Test
    void a_mount_costs_a_read_and_a_transaction() {
        Digest blob = pushBlob(30);
        calls.take();
        send("POST", "/v2/app/blobs/uploads/?mount=" + blob + "&from=app", new byte[0], 201);
        assertThat(calls.take()).containsExactly("GetItem", "TransactWriteItems");
        send("POST", "/v2/app/blobs/uploads/?mount=" + blob, new byte[0], 201);
        assertThat(calls.take()).containsExactly("GetItem", "TransactWriteItems");
    }

    @Test
    void a_manifest_with_missing_blobs_costs_at_most_a_hundred_requests_to_the_bucket() {
        List<Digest> layers = IntStream.range(0, 1_000)
                .mapToObj(i -> Digest.of(DigestAlgorithm.SHA256, ("missing " + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
        calls.take();
        Response response = send("PUT", "/v2/app/manifests/missing", manifest(layers, ""), 404);
        List<String> taken = calls.take();
        assertThat(taken).filteredOn("BatchGetItem"::equals).hasSizeLessThanOrEqualTo(11);
        assertThat(taken).filteredOn("HeadObject"::equals).hasSize(100);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains(layers.get(99).toString());
    }

    @Test
    void deleting_a_tag_costs_a_read_and_a_transaction() {
        Digest layer = pushBlob(40);
        send("PUT", "/v2/app/manifests/4", manifest(List.of(layer), ""), 201);
        calls.take();
        send("DELETE", "/v2/app/manifests/4", new byte[0], 202);
        assertThat(calls.take()).containsExactly("BatchGetItem", "TransactWriteItems");
    }

    @Test
    void a_manifest_is_deleted_with_its_tags() {
        Digest layer = pushBlob(60);
        byte[] manifest = manifest(List.of(layer), "");
        Digest digest = Digest.of(DigestAlgorithm.SHA256, manifest);
        send("PUT", "/v2/app/manifests/" + digest + "?tag=a&tag=b", manifest, 201);
        calls.take();
        send("DELETE", "/v2/app/manifests/" + digest, new byte[0], 202);
        assertThat(calls.take())
                .containsExactly("Query", "BatchGetItem", "Query", "BatchGetItem", "TransactWriteItems");
    }

    @Test
    void a_manifest_whose_blob_has_just_landed_links_it() {
        Digest landed = land(70);
        calls.take();
        send("PUT", "/v2/app/manifests/5", manifest(List.of(landed), ""), 201);
        assertThat(calls.take())
                .containsExactly("BatchGetItem", "HeadObject", "TransactWriteItems", "TransactWriteItems");
    }

    @Test
    void linking_a_landed_blob_costs_a_read_a_request_to_the_bucket_and_a_transaction() {
        Digest landed = land(80);
        calls.take();
        new LandedHandler(backend)
                .handleRequest(
                        new ScheduledEvent().withDetail(Map.of("object", Map.of("key", directKey(landed)))),
                        SilentContext.INSTANCE);
        assertThat(calls.take()).containsExactly("GetItem", "HeadObject", "TransactWriteItems");
    }

    @Test
    void deleting_a_landed_blob_without_a_link_costs_one_more_read() {
        Digest landed = land(90);
        calls.take();
        send("DELETE", "/v2/app/blobs/" + landed, new byte[0], 202);
        assertThat(calls.take())
                .containsExactly("GetItem", "HeadObject", "BatchGetItem", "Query", "TransactWriteItems");
    }

    @Test
    void a_blob_of_the_direct_lane_is_deleted_like_any_other() {
        Digest landed = land(91);
        new LandedHandler(backend)
                .handleRequest(
                        new ScheduledEvent().withDetail(Map.of("object", Map.of("key", directKey(landed)))),
                        SilentContext.INSTANCE);
        calls.take();
        send("DELETE", "/v2/app/blobs/" + landed, new byte[0], 202);
        assertThat(calls.take()).containsExactly("GetItem", "HeadObject", "Query", "TransactWriteItems");
    }

    /** Links blobs as builds do, many in one transaction. */
    private List<Digest> linked(int count) {
        Map<Digest, StoredBlob> blobs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Digest digest = Digest.of(DigestAlgorithm.SHA256, content(16));
            blobs.put(digest, new StoredBlob("blobs/default/" + digest.hex(), 16));
        }
        assertThat(blobs).hasSize(count);
        backend.blobLinks().linkAll(RepositoryName.parse("app"), blobs);
        return List.copyOf(blobs.keySet());
    }

    private Digest land(int size) {
        byte[] content = content(size);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        account.land(directKey(digest), content, Base64.getEncoder().encodeToString(digest.hash()), "upload" + size);
        return digest;
    }

    private String directKey(Digest digest) {
        return "direct/default/app/sha256/" + digest.hex() + "/"
                + LandingDay.of(backend.clock().instant()).number();
    }

    @Test
    void deleting_a_blob_costs_two_reads_a_request_to_the_bucket_and_a_write() {
        Digest blob = pushBlob(50);
        calls.take();
        send("DELETE", "/v2/app/blobs/" + blob, new byte[0], 202);
        assertThat(calls.take()).containsExactly("GetItem", "HeadObject", "Query", "TransactWriteItems");
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
        Map<String, String> headers = new HashMap<>();
        headers.put("authorization", "Bearer " + bearer);
        headers.put("content-type", "application/vnd.oci.image.manifest.v1+json");
        Response response = routes.router().handle(RegistryClient.request(method, address, headers, body));
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(expected);
        return response;
    }
}
