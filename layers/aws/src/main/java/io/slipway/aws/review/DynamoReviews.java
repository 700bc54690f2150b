package io.slipway.aws.review;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.housekeeping.Reviews;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The queue of reviews in DynamoDB. An entry's id is its partition and sort key. */
public final class DynamoReviews implements Reviews {
    private static final char BETWEEN = ' ';

    private final Table table;

    public DynamoReviews(Table table) {
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
        Range range = Range.of(Keys.reviews(part))
                .between(queue, Keys.end(ReviewItems.key(queue, before)))
                .after(after.map(DynamoReviews::key).orElse(Map.of()))
                .limit(limit);
        return table.page(range).items().stream()
                .map(item -> new Entry(
                        Items.string(item, Items.PK) + BETWEEN + Items.string(item, Items.SK),
                        ReviewItems.moment(queue, Items.string(item, Items.SK)),
                        ReviewItems.read(item)))
                .toList();
    }

    @Override
    public void done(Entry entry) {
        table.delete(key(entry));
    }

    @Override
    public void postpone(Entry entry, Instant moment) {
        table.write(List.of(ReviewItems.timed(entry.review(), moment), Write.delete(key(entry))));
    }

    private static Map<String, AttributeValue> key(Entry entry) {
        int between = entry.id().indexOf(BETWEEN);
        return Items.key(entry.id().substring(0, between), entry.id().substring(between + 1));
    }
}
