package io.slipway.aws.space;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.ConditionalWrites;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.aws.tag.TagSettingsItems;
import io.slipway.aws.usage.UsageItems;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Deletions;
import io.slipway.core.usage.Amount;
import io.slipway.core.webhook.Webhook;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Deletions in DynamoDB. The mark on a repository's item holds pushes off, which check it in their own transactions, and every
 * removal checks that its own mark is still there.
 */
public final class DynamoDeletions implements Deletions {
    private static final String MARKED = "generation = :generation AND attribute_exists(deleting)";

    /** Two requests at once can make a space's webhooks a few more than their limit. */
    private static final int MAX_WEBHOOKS = 2 * Webhook.MAX_PER_SPACE;

    private final DynamoDbClient dynamo;
    private final String table;
    private final EventLog events;
    private final Clock clock;

    public DynamoDeletions(DynamoDbClient dynamo, String table, EventLog events, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<String> begin(RepositoryName name) {
        String generation = UUID.randomUUID().toString();
        Instant moment = clock.instant();
        AttributeValue now = n(moment.toEpochMilli());
        Update mark = Update.builder()
                .tableName(table)
                .key(RepositoryItems.key(name))
                .conditionExpression("attribute_exists(pk) AND attribute_not_exists(deleting)")
                .updateExpression("SET deleting = :now, generation = :generation")
                .expressionAttributeValues(Map.of(":now", now, ":generation", s(generation)))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        var cleared = new HashMap<>(RepositoryItems.clearedKey(name));
        cleared.put(RepositoryItems.CLEARED, now);
        try {
            Transactions.write(
                    dynamo,
                    List.of(
                            Table.write(mark),
                            Table.put(table, cleared),
                            ReviewItems.timed(
                                    table,
                                    new Review.Cleared(name, moment.toEpochMilli()),
                                    LandingDay.of(moment).closed()),
                            Table.delete(table, RepositoryItems.publicKey(name)),
                            events.write(EventType.REPOSITORY_DELETED, name.space(), EventLog.detail(name))));
            return Optional.of(generation);
        } catch (TransactionCanceledException e) {
            if (!Transactions.failed(e, Transactions.CONDITION)) {
                throw e;
            }
            return Table.optional(e.cancellationReasons().getFirst().item(), RepositoryItems.GENERATION);
        }
    }

    @Override
    public int clearSome(RepositoryName name, String generation) {
        // Backwards: tags go before manifests, and manifests before blobs, so that what a reader still finds is whole.
        var found = dynamo.query(request -> request.tableName(table)
                        .consistentRead(true)
                        .scanIndexForward(false)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", s(Keys.repository(name))))
                        .projectionExpression("pk, sk, s3Key, #size")
                        .expressionAttributeNames(Map.of("#size", BlobItems.SIZE))
                        .limit(Transactions.MAX_ITEMS - 1))
                .items();
        if (found.isEmpty()) {
            return 0;
        }
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(Table.check(table, RepositoryItems.key(name), MARKED, Map.of(":generation", s(generation))));
        int removed = 0;
        Map<Digest, Long> blobs = new HashMap<>();
        Amount manifests = Amount.NONE;
        for (Map<String, AttributeValue> item : found) {
            List<TransactWriteItem> ends = ends(name, item);
            if (writes.size() + ends.size() > Transactions.MAX_ITEMS - 1) {
                break;
            }
            writes.addAll(ends);
            removed++;
            String sk = Table.string(item, Table.SK);
            long size = Table.optionalNumber(item, BlobItems.SIZE).orElse(0L);
            if (sk.startsWith(Keys.BLOB) && item.containsKey(BlobItems.KEY)) {
                blobs.put(Digest.parse(sk.substring(Keys.BLOB.length())), size);
            } else if (sk.startsWith(Keys.MANIFEST)) {
                manifests = manifests.plus(new Amount(1, size));
            }
        }
        if (!blobs.isEmpty() || !manifests.equals(Amount.NONE)) {
            writes.add(UsageItems.removed(table, name, blobs, manifests));
        }
        return Transactions.tryWrite(dynamo, writes) ? removed : 0;
    }

    /** Removes an item, and has its object reviewed, which may be unused now. */
    private List<TransactWriteItem> ends(RepositoryName name, Map<String, AttributeValue> item) {
        List<TransactWriteItem> ends = new ArrayList<>();
        ends.add(Table.delete(table, Table.key(Table.string(item, Table.PK), Table.string(item, Table.SK))));
        Table.optional(item, BlobItems.KEY).ifPresent(key -> {
            String sk = Table.string(item, Table.SK);
            boolean blob = sk.startsWith(Keys.BLOB);
            Digest digest = Digest.parse(sk.substring((blob ? Keys.BLOB : Keys.MANIFEST).length()));
            if (blob) {
                ends.add(Table.delete(table, BlobItems.userKey(name, digest, key)));
            }
            long size = Table.optionalNumber(item, BlobItems.SIZE).orElse(0L);
            ends.add(
                    ReviewItems.free(table, new Review.StoredObject(name.space(), digest, key, size), clock.instant()));
        });
        return ends;
    }

    @Override
    public void finish(RepositoryName name, String generation) {
        Transactions.tryWrite(
                dynamo,
                List.of(
                        Table.delete(table, RepositoryItems.key(name), MARKED, Map.of(":generation", s(generation))),
                        Table.write(SpaceItems.count(table, name.space(), -1))));
    }

    @Override
    public boolean begin(SpaceName name, boolean empty) {
        String condition = "attribute_exists(pk) AND attribute_not_exists(gone)"
                + (empty ? " AND (attribute_not_exists(repositories) OR repositories <= :none)" : "");
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":now", n(clock.millis())));
        if (empty) {
            values.put(":none", n(0));
        }
        return ConditionalWrites.tryWrite(() -> dynamo.updateItem(request -> request.tableName(table)
                .key(SpaceItems.key(name))
                .conditionExpression(condition)
                .updateExpression("SET deleting = if_not_exists(deleting, :now)")
                .expressionAttributeValues(values)));
    }

    @Override
    public boolean finish(SpaceName space) {
        if (!keys(space, Keys.REPOSITORY, 1).isEmpty()) {
            return false;
        }
        List<TransactWriteItem> writes = new ArrayList<>();
        keys(space, Keys.WEBHOOK, MAX_WEBHOOKS).forEach(key -> writes.add(Table.delete(table, key)));
        writes.add(Table.delete(table, TagSettingsItems.key(space)));
        writes.add(Table.delete(table, Table.key(Keys.space(space), Keys.RETENTION_POSITION)));
        writes.add(Table.write(SpaceItems.remove(table, space)));
        writes.add(events.write(EventType.SPACE_DELETED, EventLog.detail().put("name", space.value())));
        // If the condition does not hold, another request has ended the deletion.
        Transactions.tryWrite(dynamo, writes);
        return true;
    }

    private List<Map<String, AttributeValue>> keys(SpaceName space, String prefix, int limit) {
        return dynamo.query(request -> request.tableName(table)
                        .consistentRead(true)
                        .limit(limit)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                        .expressionAttributeValues(Map.of(":pk", s(Keys.space(space)), ":prefix", s(prefix)))
                        .projectionExpression("pk, sk"))
                .items();
    }
}
