package io.slipway.aws.review;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.housekeeping.Reviews;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The queue of reviews in DynamoDB. An entry's id is its partition and sort key. */
public final class DynamoReviews implements Reviews {
    private static final char BETWEEN = ' ';

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoReviews(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public List<Entry> free(int part, Optional<Entry> after, Instant before, int limit) {
        return query(part, after, ReviewItems.FREE, before, limit);
    }

    @Override
    public List<Entry> timed(int part, Optional<Entry> after, Instant before, int limit) {
        return query(part, after, ReviewItems.TIMED, before, limit);
    }

    private List<Entry> query(int part, Optional<Entry> after, String queue, Instant before, int limit) {
        return dynamo
                .query(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                        .expressionAttributeValues(Map.of(
                                ":pk", s(Keys.reviews(part)),
                                ":first", s(queue),
                                ":last", s(Keys.end(ReviewItems.key(queue, before)))))
                        .exclusiveStartKey(after.map(DynamoReviews::key).orElse(null))
                        .limit(limit))
                .items()
                .stream()
                .map(item -> new Entry(
                        Table.string(item, Table.PK) + BETWEEN + Table.string(item, Table.SK),
                        ReviewItems.moment(queue, Table.string(item, Table.SK)),
                        ReviewItems.read(item)))
                .toList();
    }

    @Override
    public void done(Entry entry) {
        dynamo.deleteItem(request -> request.tableName(table).key(key(entry)));
    }

    @Override
    public void postpone(Entry entry, Instant moment) {
        Transactions.write(
                dynamo, List.of(ReviewItems.timed(table, entry.review(), moment), Table.delete(table, key(entry))));
    }

    private static Map<String, AttributeValue> key(Entry entry) {
        int between = entry.id().indexOf(BETWEEN);
        return Table.key(entry.id().substring(0, between), entry.id().substring(between + 1));
    }
}
