package io.slipway.bench.registry;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Environment;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.manifest.DynamoReferrers;
import io.slipway.aws.manifest.DynamoTags;
import io.slipway.aws.space.DynamoRepositories;
import io.slipway.aws.space.DynamoSpaces;
import io.slipway.aws.table.Table;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Compares a page of a hundred items in long and short lists: in a long one, it may take at most 1.2 times as long. The argument is a folder for the table. */
public final class ManyItems {
    private static final int PAGE = 100;
    private static final int BATCH = 25;
    private static final int WARM = 2_000;
    private static final int MEASURED = 1_001;
    private static final int TAGS = 1_000_000;
    private static final int REPOSITORIES = 100_000;
    private static final int REFERRERS = 10_000;
    private static final int SPACES = 10_000;
    private static final RepositoryName FEW = RepositoryName.parse("few");
    private static final RepositoryName LARGE = RepositoryName.parse("many");

    private final DynamoDbClient dynamo;
    private final String table;

    private ManyItems(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    public static void main(String[] arguments) throws Exception {
        try (EmulatedAccount account = EmulatedAccount.start(Path.of(arguments[0]));
                DynamoDbClient dynamo = new AwsClients(new Environment(account.environment())).dynamoDb()) {
            ManyItems items = new ManyItems(dynamo, account.environment().getOrDefault("SLIPWAY_TABLE", ""));
            System.out.println("| list | a page of a short list | of a long list | ratio |\n| --- | --- | --- | --- |");
            items.referrers();
            items.repositories();
            items.spaces();
            items.tags();
        }
    }

    private void tags() {
        fill(PAGE, i -> item("REPO#" + FEW, "TAG#" + name(i), digest(i)));
        fill(TAGS, i -> item("REPO#" + LARGE, "TAG#" + name(i), digest(i)));
        DynamoTags tags = new DynamoTags(table());
        compare(
                "1,000,000 tags of a repository",
                after -> tags.list(FEW, "", PAGE).size(),
                after -> tags.list(LARGE, after, PAGE).size(),
                TAGS);
    }

    private void repositories() {
        SpaceName few = new SpaceName("few");
        SpaceName many = new SpaceName("many");
        fill(PAGE, i -> item("SPACE#few", "REPO#" + name(i), Map.of()));
        fill(REPOSITORIES, i -> item("SPACE#many", "REPO#" + name(i), Map.of()));
        DynamoRepositories repositories = new DynamoRepositories(table(), events());
        compare(
                "100,000 repositories of a space",
                after -> repositories.list(few, "", PAGE).size(),
                after -> repositories.list(many, after, PAGE).size(),
                REPOSITORIES);
    }

    private void referrers() {
        Digest few = Digest.of(DigestAlgorithm.SHA256, new byte[] {1});
        Digest many = Digest.of(DigestAlgorithm.SHA256, new byte[] {2});
        fill(PAGE, i -> item("REPO#" + FEW, "REFERRER#" + few + "#" + name(i), digest(i)));
        fill(REFERRERS, i -> item("REPO#" + FEW, "REFERRER#" + many + "#" + name(i), digest(i)));
        DynamoReferrers referrers = new DynamoReferrers(table());
        compare(
                "10,000 referrers of an image",
                after -> referrers.list(FEW, few, "", "", PAGE).referrers().size(),
                after -> referrers.list(FEW, many, "", after, PAGE).referrers().size(),
                REFERRERS);
    }

    /** Measures spaces, which are listed completely, and read by each request in them. */
    private void spaces() {
        DynamoSpaces spaces = new DynamoSpaces(table(), events());
        fill(BATCH, i -> item("SPACES", "SPACE#" + name(i), Map.of()));
        SpaceName one = new SpaceName(name(BATCH / 2));
        double few = median(after -> spaces.find(one).isPresent() ? PAGE : 0, "");
        fill(SPACES, i -> item("SPACES", "SPACE#" + name(i), Map.of()));
        double many = median(after -> spaces.find(one).isPresent() ? PAGE : 0, "");
        row("one of 10,000 spaces", few, many);
        long start = System.nanoTime();
        int all = spaces.list().size();
        System.out.println(
                String.format(Locale.ROOT, "| all %,d spaces | | %.0f ms | |", all, (System.nanoTime() - start) / 1e6));
    }

    private Table table() {
        return new Table(dynamo, table);
    }

    private EventLog events() {
        return new EventLog(table(), Clock.systemUTC(), Duration.ofDays(1));
    }

    private static void compare(String what, ToIntFunction<String> few, ToIntFunction<String> many, int all) {
        median(few, "", WARM);
        double small = median(few, "");
        row(what + ", the first page", small, median(many, ""));
        row(what + ", in the middle", small, median(many, name(all / 2)));
        row(what + ", the last page", small, median(many, name(all - PAGE - 1)));
    }

    private static void row(String what, double few, double many) {
        System.out.println(
                String.format(Locale.ROOT, "| %s | %.2f ms | %.2f ms | %.2f |", what, few, many, many / few));
    }

    private void fill(int count, IntFunction<Map<String, AttributeValue>> item) {
        IntStream.range(0, count / BATCH).parallel().forEach(batch -> {
            List<WriteRequest> writes = IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                    .mapToObj(i -> WriteRequest.builder()
                            .putRequest(put -> put.item(item.apply(i)))
                            .build())
                    .toList();
            dynamo.batchWriteItem(request -> request.requestItems(Map.of(table, writes)));
        });
    }

    private static Map<String, AttributeValue> item(String pk, String sk, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> item = new HashMap<>(more);
        item.put("pk", AttributeValue.fromS(pk));
        item.put("sk", AttributeValue.fromS(sk));
        item.put("created", AttributeValue.fromN("1767225600000"));
        item.put("pushed", AttributeValue.fromN("1767225600"));
        item.put("visibility", AttributeValue.fromS("private"));
        return item;
    }

    private static Map<String, AttributeValue> digest(int number) {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, name(number).getBytes(StandardCharsets.US_ASCII));
        return Map.of(
                "digest", AttributeValue.fromS(digest.toString()),
                "mediaType", AttributeValue.fromS("application/vnd.oci.image.manifest.v1+json"),
                "size", AttributeValue.fromN("1234"));
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "v%07d", number);
    }

    private static double median(ToIntFunction<String> page, String after) {
        return median(page, after, MEASURED);
    }

    /** Returns the median time of a page, in milliseconds. */
    private static double median(ToIntFunction<String> page, String after, int times) {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            int found = page.applyAsInt(after);
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (found != PAGE) {
                throw new IllegalStateException("a page must have " + PAGE + " entries, but had " + found);
            }
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }
}
