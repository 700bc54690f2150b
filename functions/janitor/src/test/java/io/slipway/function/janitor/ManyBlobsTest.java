package io.slipway.function.janitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.housekeeping.Collected;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The cost of a review does not depend on the amount of stored data. {@code -Dslipway.blobs=1000000} sets the number
 * of blobs ({@code bench/many-blobs}).
 */
class ManyBlobsTest {
    private static final int MANY = Integer.getInteger("slipway.blobs", 5_000);
    private static final int FEW = 1_000;
    private static final int REVIEWED = 100;
    private static final int BATCH = 25;

    private final CallCounter calls = new CallCounter();

    @Test
    void a_hundred_reviews_among_many_blobs_cost_the_same_calls_as_among_few(@TempDir Path folder) {
        try (EmulatedAccount account = EmulatedAccount.start(folder)) {
            Environment environment = new Environment(account.environment());
            AwsClients clients = new AwsClients(environment, Optional.of(calls));
            Backend backend = new Backend(environment, clients);
            backend.forHousekeeping().janitor(Duration.ZERO, line -> {}).run(Instant.MAX);
            DynamoDbClient dynamo = clients.dynamoDb();
            fill(dynamo, environment.table(), "few", FEW);
            Map<String, Integer> few = reviewed(backend, dynamo, environment.table(), "few", FEW);
            fill(dynamo, environment.table(), "many", MANY);
            long start = System.nanoTime();
            Map<String, Integer> many = reviewed(backend, dynamo, environment.table(), "many", MANY);
            System.out.printf(
                    "%d reviews among %d blobs: %s, %d ms%n",
                    REVIEWED, MANY, many, (System.nanoTime() - start) / 1_000_000);
            assertThat(many).isEqualTo(few);
            assertThat(many).containsEntry("TransactWriteItems", REVIEWED);
        }
    }

    /** Reviews unused blobs, and counts the calls. */
    private Map<String, Integer> reviewed(
            Backend backend, DynamoDbClient dynamo, String table, String space, int count) {
        int every = count / REVIEWED;
        for (int i = 0; i < REVIEWED; i++) {
            String digest = digest(space, i * every).toString();
            dynamo.putItem(request -> request.tableName(table)
                    .item(Map.of(
                            "pk", s("REVIEW#" + digest.charAt(10) % 4),
                            "sk", s("FREE#0000000000001#" + digest),
                            "kind", s("links"),
                            "repository", s(space + "/app"),
                            "digests", AttributeValue.fromL(List.of(s(digest))))));
        }
        calls.take();
        // Objects are due only half an hour later, so none is removed in these runs.
        Collected collected = backend.forHousekeeping()
                .janitor(Duration.ofHours(1), line -> {
                    throw new AssertionError(line);
                })
                .run(Instant.MAX);
        assertThat(collected.links()).isEqualTo(REVIEWED);
        Map<String, Integer> made = new TreeMap<>();
        calls.take().forEach(call -> made.merge(call, 1, Integer::sum));
        return made;
    }

    /** Writes the items of linked blobs, as uploads leave them. */
    private static void fill(DynamoDbClient dynamo, String table, String space, int count) {
        IntStream.range(0, count / BATCH).parallel().forEach(batch -> {
            List<List<WriteRequest>> writes = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int i = batch * BATCH; i < (batch + 1) * BATCH; i++) {
                String digest = digest(space, i).toString();
                String key = "blobs/" + space + "/" + i;
                String blob = "BLOB#" + space + "#" + digest;
                writes.get(0)
                        .add(put(
                                "REPO#" + space + "/app",
                                "BLOB#" + digest,
                                Map.of(
                                        "s3Key",
                                        s(key),
                                        "size",
                                        n(i),
                                        "linked",
                                        n(1),
                                        "upload",
                                        s(""),
                                        "revision",
                                        s("1"))));
                writes.get(1).add(put(blob, "USER#" + key + "#app", Map.of()));
                writes.get(2)
                        .add(put(blob, "#", Map.of("s3Key", s(key), "size", n(i), "linked", n(1), "holder", s("app"))));
            }
            writes.forEach(some -> dynamo.batchWriteItem(request -> request.requestItems(Map.of(table, some))));
        });
    }

    private static WriteRequest put(String pk, String sk, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new TreeMap<>(attributes);
        item.put("pk", s(pk));
        item.put("sk", s(sk));
        return WriteRequest.builder()
                .putRequest(PutRequest.builder().item(item).build())
                .build();
    }

    private static Digest digest(String space, int number) {
        return Digest.of(DigestAlgorithm.SHA256, (space + number).getBytes(StandardCharsets.UTF_8));
    }

    private static AttributeValue s(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue n(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
