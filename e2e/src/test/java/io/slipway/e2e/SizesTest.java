package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.GatewayCall;
import io.slipway.function.pull.PullHandler;
import io.slipway.function.push.PushHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Tests large inputs within AWS's limits: items of 400 KB, transactions of 100 items, pages of 1 MB, responses of 6
 * MB.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SizesTest {
    private static final RepositoryName REPOSITORY = RepositoryName.parse("sizes");
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final int LAMBDA_ANSWER = 6 * 1024 * 1024;
    private static final int BATCH = 25;

    private EmulatedAccount account;
    private DynamoDbClient dynamo;
    private String table;
    private PushHandler push;
    private PullHandler pull;
    private Backend backend;
    private String bearer;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        dynamo = new AwsClients(environment).dynamoDb();
        table = environment.table();
        backend = new Backend(environment);
        push = new PushHandler(account.environment());
        pull = new PullHandler(account.environment());
        Access access = new Access(REPOSITORY, Set.of(Action.PULL, Action.PUSH));
        bearer = backend.forLogins().bearerIssuer().issue(new Caller("test", List.of(access), List.of(), Set.of()));
    }

    @AfterAll
    void stop() {
        dynamo.close();
        account.close();
    }

    @Test
    void a_manifest_with_a_thousand_layers_is_pushed_and_pulled() {
        List<Digest> layers =
                IntStream.range(0, 1_000).mapToObj(SizesTest::digest).toList();
        layers.parallelStream()
                .forEach(layer ->
                        backend.blobLinks().link(REPOSITORY, layer, new StoredBlob("blobs/default/" + layer.hex(), 1)));
        String list = layers.stream().map(SizesTest::descriptor).collect(Collectors.joining(","));
        String text =
                "{\"schemaVersion\":2,\"config\":" + descriptor(layers.getFirst()) + ",\"layers\":[" + list + "]}";
        assertThat(send(push, "PUT", "/v2/sizes/manifests/layers", MANIFEST, text)
                        .status())
                .isEqualTo(201);
        assertThat(send(pull, "GET", "/v2/sizes/manifests/layers", "", "").body())
                .isEqualTo(text);
        String missing = text.replace(layers.getLast().toString(), digest(-1).toString());
        assertThat(send(push, "PUT", "/v2/sizes/manifests/layers", MANIFEST, missing)
                        .body())
                .contains("MANIFEST_BLOB_UNKNOWN", digest(-1).toString());
    }

    @Test
    void an_index_with_five_hundred_manifests_is_pushed_and_pulled() {
        String list = IntStream.range(0, 500)
                .mapToObj(number -> descriptor(digest(number)))
                .collect(Collectors.joining(","));
        String text = "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[" + list + "]}";
        assertThat(send(push, "PUT", "/v2/sizes/manifests/index", INDEX, text).status())
                .isEqualTo(201);
        assertThat(send(pull, "GET", "/v2/sizes/manifests/index", "", "").body())
                .isEqualTo(text);
    }

    @Test
    void ten_thousand_referrers_of_a_subject_are_listed() throws IOException {
        Digest subject = digest(7_000_000);
        String annotations = "\"annotations\":{\"a\":\"" + "x".repeat(200) + "\"}";
        String text = "{\"schemaVersion\":2,\"artifactType\":\"example/sbom\",\"config\":" + descriptor(digest(0))
                + ",\"layers\":[],\"subject\":" + descriptor(subject) + "," + annotations + "}";
        backend.blobLinks().link(REPOSITORY, digest(0), new StoredBlob("blobs/default/config", 1));
        var pushed = send(push, "PUT", "/v2/sizes/manifests/referrer", MANIFEST, text);
        assertThat(pushed.headers()).containsEntry("OCI-Subject", subject.toString());
        Digest first = Digest.parse(pushed.headers().getOrDefault("Docker-Content-Digest", ""));
        copies("REFERRER#" + subject + "#" + first, number -> "REFERRER#" + subject + "#" + digest(number), 9_999);

        Set<String> found = new HashSet<>();
        String next = "/v2/sizes/referrers/" + subject;
        while (!next.isEmpty()) {
            GatewayCall.Answer page = send(pull, "GET", next, "", "");
            assertThat(page.size()).isLessThan(LAMBDA_ANSWER);
            for (JsonNode entry : Api.JSON.readTree(page.body()).path("manifests")) {
                found.add(entry.path("digest").asText());
            }
            next = next(page);
        }
        assertThat(found).hasSize(10_000);
    }

    @Test
    void a_page_in_the_middle_of_thousands_of_tags_is_returned() throws IOException {
        String text = "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[]}";
        assertThat(send(push, "PUT", "/v2/sizes/manifests/v", INDEX, text).status())
                .isEqualTo(201);
        copies("TAG#v", number -> String.format("TAG#v%06d", number), 5_000);
        GatewayCall.Answer page = send(pull, "GET", "/v2/sizes/tags/list?n=100&last=v002499", "", "");
        JsonNode tags = Api.JSON.readTree(page.body()).path("tags");
        assertThat(tags.size()).isEqualTo(100);
        assertThat(tags.path(0).asText()).isEqualTo("v002500");
        assertThat(next(page)).endsWith("last=v002599");
    }

    /** Copies an item to many other sort keys, because as many pushes would take minutes. */
    private void copies(String original, java.util.function.IntFunction<String> key, int count) {
        Map<String, AttributeValue> item = dynamo.getItem(request -> request.tableName(table)
                        .key(Map.of(
                                "pk",
                                AttributeValue.fromS("REPO#" + REPOSITORY),
                                "sk",
                                AttributeValue.fromS(original))))
                .item();
        assertThat(item).as(original).isNotEmpty();
        IntStream.range(0, (count + BATCH - 1) / BATCH).parallel().forEach(batch -> {
            List<WriteRequest> writes = IntStream.range(batch * BATCH, Math.min(count, (batch + 1) * BATCH))
                    .mapToObj(number -> copy(item, key.apply(number), digest(number)))
                    .toList();
            dynamo.batchWriteItem(request -> request.requestItems(Map.of(table, writes)));
        });
    }

    private static WriteRequest copy(Map<String, AttributeValue> item, String sk, Digest digest) {
        Map<String, AttributeValue> copy = new HashMap<>(item);
        copy.put("sk", AttributeValue.fromS(sk));
        copy.put("digest", AttributeValue.fromS(digest.toString()));
        return WriteRequest.builder()
                .putRequest(PutRequest.builder().item(copy).build())
                .build();
    }

    private GatewayCall.Answer send(
            RequestStreamHandler function, String method, String target, String contentType, String body) {
        Map<String, String> headers = Map.of("authorization", "Bearer " + bearer, "content-type", contentType);
        return new GatewayCall(method, target, headers, body).send(function);
    }

    /** Returns the target of the {@code Link}; empty on the last page. */
    private static String next(GatewayCall.Answer page) {
        var link = Pattern.compile("<([^>]+)>; rel=\"next\"")
                .matcher(page.headers().getOrDefault("Link", ""));
        return link.find() ? link.group(1) : "";
    }

    private static Digest digest(int number) {
        return Digest.of(DigestAlgorithm.SHA256, Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    private static String descriptor(Digest digest) {
        return "{\"mediaType\":\"a/b\",\"digest\":\"" + digest + "\",\"size\":1}";
    }
}
