package io.slipway.aws.webhook;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.EventKeys;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.name.SpaceName;
import io.slipway.core.webhook.Deliveries;
import io.slipway.core.webhook.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores waiting deliveries in one partition, in the order in which they are due. */
public final class DynamoDeliveries implements Deliveries {
    /** The time after which the table removes a due delivery that no run has claimed. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private static final String SPACE = "space";
    private static final String WEBHOOK = "webhook";
    private static final String EVENT = "event";
    private static final String BODY = "body";
    private static final String FAILED = "failed";
    private static final String DUE = "due";

    private final Table table;

    public DynamoDeliveries(Table table) {
        this.table = table;
    }

    @Override
    public void put(Delivery delivery) {
        table.put(item(delivery));
    }

    @Override
    public List<Delivery> due(Instant now, int limit) {
        Range due = Range.of(EventKeys.DELIVERIES)
                .below(EventKeys.delivery(now, "", ""))
                .limit(limit);
        return table.page(due).items().stream().map(DynamoDeliveries::read).toList();
    }

    @Override
    public boolean claim(Delivery delivery, Optional<Delivery> next) {
        List<Write> writes = new ArrayList<>();
        writes.add(Write.delete(key(delivery)).ifExists());
        next.ifPresent(it -> writes.add(Write.put(item(it))));
        return table.tryWrite(writes);
    }

    @Override
    public void remove(Delivery delivery) {
        table.delete(key(delivery));
    }

    private static Map<String, AttributeValue> key(Delivery delivery) {
        return Items.key(
                EventKeys.DELIVERIES, EventKeys.delivery(delivery.due(), delivery.webhook(), delivery.event()));
    }

    private static Map<String, AttributeValue> item(Delivery delivery) {
        var item = new java.util.HashMap<>(key(delivery));
        item.put(SPACE, s(delivery.space().value()));
        item.put(WEBHOOK, s(delivery.webhook()));
        item.put(EVENT, s(delivery.event()));
        item.put(BODY, s(delivery.body()));
        item.put(FAILED, n(delivery.failed()));
        item.put(DUE, n(delivery.due().toEpochMilli()));
        item.put(Items.EXPIRES, n(delivery.due().plus(FORGOTTEN).getEpochSecond()));
        return item;
    }

    private static Delivery read(Map<String, AttributeValue> item) {
        return new Delivery(
                new SpaceName(Items.string(item, SPACE)),
                Items.string(item, WEBHOOK),
                Items.string(item, EVENT),
                Items.string(item, BODY),
                (int) Items.number(item, FAILED),
                Instant.ofEpochMilli(Items.number(item, DUE)));
    }
}
