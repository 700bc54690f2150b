package io.slipway.aws.table;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The items that tell which manifest of a repository uses a blob or another manifest. */
public final class Edges {
    /** The time for which the notes of a push in several writes count before its manifest is stored: longer than any request. */
    public static final Duration LEASE = Duration.ofMinutes(15);

    /** Until when the edge counts without its manifest, in seconds since 1970. */
    private static final String LEASED = "leased";

    /** The attribute of manifests in the bin: the time until which they can be restored. */
    public static final String BINNED = "binned";

    private static final int PAGE = 25;

    private Edges() {}

    /** Writes the use of a blob or manifest. */
    public static TransactWriteItem put(String table, RepositoryName repository, Digest target, Digest manifest) {
        return Table.put(table, new HashMap<>(key(repository, target, manifest)));
    }

    /** The same before the manifest itself is written. */
    public static TransactWriteItem lease(
            String table, RepositoryName repository, Digest target, Digest manifest, Instant now) {
        var item = new HashMap<>(key(repository, target, manifest));
        item.put(LEASED, n(now.plus(LEASE).getEpochSecond()));
        return Table.put(table, item);
    }

    /** Removes the use of a blob or manifest by a manifest that is neither stored nor being pushed; otherwise changes nothing. */
    public static void end(
            DynamoDbClient dynamo,
            String table,
            RepositoryName repository,
            Digest target,
            Digest manifest,
            Instant now) {
        Transactions.tryWrite(
                dynamo,
                List.of(
                        Table.check(
                                table,
                                Table.key(Keys.repository(repository), Keys.manifest(manifest)),
                                "attribute_not_exists(pk)",
                                Map.of()),
                        Table.delete(
                                table,
                                key(repository, target, manifest),
                                "attribute_not_exists(" + LEASED + ") OR " + LEASED + " <= :now",
                                Map.of(":now", n(now.getEpochSecond())))));
    }

    /** The key of the use of a blob or manifest. */
    public static Map<String, AttributeValue> key(RepositoryName repository, Digest target, Digest manifest) {
        return Table.key(Keys.repository(repository), Keys.edge(target, manifest));
    }

    /** Returns whether something uses the blob or manifest, or may. One read. */
    public static boolean any(DynamoDbClient dynamo, String table, RepositoryName repository, Digest target) {
        return !page(dynamo, table, repository, target, Map.of(), 1).items().isEmpty();
    }

    /** Counts the edges to the blob or manifest, up to a limit. One read. */
    public static int count(DynamoDbClient dynamo, String table, RepositoryName repository, Digest target, int limit) {
        return page(dynamo, table, repository, target, Map.of(), limit).count();
    }

    /** A manifest that is stored and uses this one, or is being pushed; edges of a deleted manifest may still be there. */
    public static Optional<Digest> user(
            DynamoDbClient dynamo, String table, RepositoryName repository, Digest target, Instant now) {
        int prefix = Keys.edges(target).length();
        Map<String, AttributeValue> start = Map.of();
        do {
            var page = page(dynamo, table, repository, target, start, PAGE);
            start = page.lastEvaluatedKey();
            List<Digest> manifests = page.items().stream()
                    .map(item -> Digest.parse(Table.string(item, Table.SK).substring(prefix)))
                    .toList();
            for (int i = 0; i < manifests.size(); i++) {
                if (Table.optionalNumber(page.items().get(i), LEASED).orElse(0L) > now.getEpochSecond()) {
                    return Optional.of(manifests.get(i));
                }
            }
            Optional<Digest> stored = stored(dynamo, table, repository, manifests);
            if (stored.isPresent()) {
                return stored;
            }
        } while (!start.isEmpty());
        return Optional.empty();
    }

    private static Optional<Digest> stored(
            DynamoDbClient dynamo, String table, RepositoryName repository, List<Digest> manifests) {
        if (manifests.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, AttributeValue>> keys = manifests.stream()
                .map(manifest -> Table.key(Keys.repository(repository), Keys.manifest(manifest)))
                .toList();
        // A manifest in the bin keeps its blobs from the janitor, and not from whoever deletes them.
        return BatchGet.read(dynamo, table, keys).stream()
                .filter(item -> !item.containsKey(BINNED))
                .map(item -> Digest.parse(Table.string(item, Table.SK).substring(Keys.MANIFEST.length())))
                .findFirst();
    }

    private static QueryResponse page(
            DynamoDbClient dynamo,
            String table,
            RepositoryName repository,
            Digest target,
            Map<String, AttributeValue> start,
            int limit) {
        return dynamo.query(request -> request.tableName(table)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                .expressionAttributeValues(
                        Map.of(":pk", s(Keys.repository(repository)), ":prefix", s(Keys.edges(target))))
                .limit(limit)
                .exclusiveStartKey(start.isEmpty() ? null : start));
    }
}
