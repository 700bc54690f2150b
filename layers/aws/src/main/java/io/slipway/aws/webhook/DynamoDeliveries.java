package io.slipway.aws.webhook;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.name.SpaceName;
import io.slipway.core.webhook.Deliveries;
import io.slipway.core.webhook.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Waiting deliveries in one partition, in the order in which they are due. */
public final class DynamoDeliveries implements Deliveries {
    /** The time after which the table forgets a delivery that was due and that no run has taken. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private static final String SPACE = "space";
    private static final String WEBHOOK = "webhook";
    private static final String EVENT = "event";
    private static final String BODY = "body";
    private static final String FAILED = "failed";
    private static final String DUE = "due";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoDeliveries(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public void put(Delivery delivery) {
        dynamo.putItem(request -> request.tableName(table).item(item(delivery)));
    }

    @Override
    public List<Delivery> due(Instant now, int limit) {
        return dynamo
                .query(request -> request.tableName(table)
                        .consistentRead(true)
                        .limit(limit)
                        .keyConditionExpression("pk = :pk AND sk < :now")
                        .expressionAttributeValues(
                                Map.of(":pk", s(Keys.DELIVERIES), ":now", s(Keys.delivery(now, "", "")))))
                .items()
                .stream()
                .map(DynamoDeliveries::read)
                .toList();
    }

    @Override
    public boolean take(Delivery delivery, Optional<Delivery> next) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(Table.delete(table, key(delivery), "attribute_exists(pk)", Map.of()));
        next.ifPresent(it -> writes.add(Table.put(table, item(it))));
        return Transactions.tryWrite(dynamo, writes);
    }

    @Override
    public void remove(Delivery delivery) {
        dynamo.deleteItem(request -> request.tableName(table).key(key(delivery)));
    }

    private static Map<String, AttributeValue> key(Delivery delivery) {
        return Table.key(Keys.DELIVERIES, Keys.delivery(delivery.due(), delivery.webhook(), delivery.event()));
    }

    private static Map<String, AttributeValue> item(Delivery delivery) {
        var item = new java.util.HashMap<>(key(delivery));
        item.put(SPACE, s(delivery.space().value()));
        item.put(WEBHOOK, s(delivery.webhook()));
        item.put(EVENT, s(delivery.event()));
        item.put(BODY, s(delivery.body()));
        item.put(FAILED, n(delivery.failed()));
        item.put(DUE, n(delivery.due().toEpochMilli()));
        item.put(Table.EXPIRES, n(delivery.due().plus(FORGOTTEN).getEpochSecond()));
        return item;
    }

    private static Delivery read(Map<String, AttributeValue> item) {
        return new Delivery(
                new SpaceName(Table.string(item, SPACE)),
                Table.string(item, WEBHOOK),
                Table.string(item, EVENT),
                Table.string(item, BODY),
                (int) Table.number(item, FAILED),
                Instant.ofEpochMilli(Table.number(item, DUE)));
    }
}
