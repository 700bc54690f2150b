package io.slipway.bench.registry;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Environment;
import io.slipway.aws.manifest.DynamoTags;
import io.slipway.aws.table.Table;
import io.slipway.core.name.RepositoryName;
import io.slipway.emulators.EmulatedAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Measures a page of a hundred tags in a repository with 100 tags, and in one with {@value #MANY}, which must take at most 1.2 times as
 * long.
 */
public final class ManyTags {
    private static final int MANY = 1_000_000;
    private static final int PAGE = 100;
    private static final int BATCH = 25;
    private static final int WARM = 2_000;
    private static final int MEASURED = 1_001;
    private static final RepositoryName FEW = RepositoryName.parse("few");
    private static final RepositoryName LARGE = RepositoryName.parse("many");

    private ManyTags() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("slipway-many-tags");
        try (EmulatedAccount account = EmulatedAccount.start(folder);
                DynamoDbClient dynamo = new AwsClients(new Environment(account.environment())).dynamoDb()) {
            String table = account.environment().getOrDefault("SLIPWAY_TABLE", "");
            fill(dynamo, table, FEW, PAGE);
            fill(dynamo, table, LARGE, MANY);
            DynamoTags tags = new DynamoTags(new Table(dynamo, table));
            page(tags, FEW, "", WARM);
            double few = page(tags, FEW, "", MEASURED);
            for (String after : List.of("", tag(MANY / 2), tag(MANY - PAGE - 1))) {
                double many = page(tags, LARGE, after, MEASURED);
                System.out.println(String.format(
                        Locale.ROOT,
                        "a page of %d tags: %.2f ms of %d, %.2f ms of %d after \"%s\": %.2f times",
                        PAGE,
                        few,
                        PAGE,
                        many,
                        MANY,
                        after,
                        many / few));
            }
        }
    }

    private static void fill(DynamoDbClient dynamo, String table, RepositoryName repository, int count) {
        IntStream.range(0, count / BATCH).parallel().forEach(batch -> {
            List<WriteRequest> writes = IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                    .mapToObj(number -> write(repository, tag(number)))
                    .toList();
            dynamo.batchWriteItem(request -> request.requestItems(Map.of(table, writes)));
        });
    }

    private static WriteRequest write(RepositoryName repository, String tag) {
        Map<String, AttributeValue> item = Map.of(
                "pk", AttributeValue.fromS("REPO#" + repository),
                "sk", AttributeValue.fromS("TAG#" + tag),
                "digest", AttributeValue.fromS("sha256:" + "0".repeat(64)),
                "pushed", AttributeValue.fromN("1767225600"));
        return WriteRequest.builder()
                .putRequest(PutRequest.builder().item(item).build())
                .build();
    }

    private static String tag(int number) {
        return String.format(Locale.ROOT, "v%07d", number);
    }

    /** The median time of a page, in milliseconds. */
    private static double page(DynamoTags tags, RepositoryName repository, String after, int times) {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            int found = tags.list(repository, after, PAGE).size();
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (found != PAGE) {
                throw new IllegalStateException("a page has " + found + " tags");
            }
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }
}
