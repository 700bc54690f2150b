package io.slipway.aws.webhook;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.SpaceWrites;
import io.slipway.aws.table.EventKeys;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import io.slipway.core.webhook.Webhook;
import io.slipway.core.webhook.Webhooks;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores webhooks in the partition of their space. */
public final class DynamoWebhooks implements Webhooks {
    private static final String URL = "url";
    private static final String TYPES = "types";
    private static final String FAILED = "failed";
    private static final String FAILURE = "failure";

    private final Table table;
    private final EventLog events;

    public DynamoWebhooks(Table table, EventLog events) {
        this.table = table;
        this.events = events;
    }

    @Override
    public List<Webhook> list(SpaceName space) {
        return table.range(Range.of(Keys.space(space)).prefix(EventKeys.WEBHOOK))
                .map(item -> read(space, item))
                .toList();
    }

    @Override
    public boolean add(Webhook webhook) {
        var item = Items.item(Keys.space(webhook.space()), EventKeys.WEBHOOK + webhook.id());
        item.put(URL, s(webhook.url().toString()));
        item.put(TYPES, s(webhook.events().stream().map(EventType::word).collect(Collectors.joining(","))));
        item.put(Items.CREATED, n(webhook.created().getEpochSecond()));
        List<Write> writes = new ArrayList<>();
        writes.add(Write.put(item));
        writes.add(events.write(
                EventType.WEBHOOK_CREATED,
                webhook.space(),
                EventLog.detail()
                        .put("webhook", webhook.id())
                        .put("url", webhook.url().toString())));
        SpaceWrites.checkOpen(webhook.space()).ifPresent(writes::add);
        return table.tryWrite(writes);
    }

    @Override
    public boolean remove(SpaceName space, String id) {
        return table.tryWrite(List.of(
                Write.delete(key(space, id)).ifExists(),
                events.write(EventType.WEBHOOK_DELETED, space, EventLog.detail().put("webhook", id))));
    }

    @Override
    public void note(Webhook webhook, Optional<Webhook.Failure> failure) {
        var key = key(webhook.space(), webhook.id());
        Write note = failure.map(it -> Write.update(key, "SET " + FAILED + " = :failed, " + FAILURE + " = :failure")
                        .with(":failed", n(it.time().getEpochSecond()))
                        .with(":failure", s(it.message())))
                .orElseGet(() -> Write.update(key, "REMOVE " + FAILED + ", " + FAILURE));
        // If the condition does not hold, another request has removed the webhook.
        table.tryWrite(note.ifExists());
    }

    private static Map<String, AttributeValue> key(SpaceName space, String id) {
        return Items.key(Keys.space(space), EventKeys.WEBHOOK + id);
    }

    private static Webhook read(SpaceName space, Map<String, AttributeValue> item) {
        return new Webhook(
                Items.string(item, Items.SK).substring(EventKeys.WEBHOOK.length()),
                space,
                URI.create(Items.string(item, URL)),
                Arrays.stream(Items.string(item, TYPES).split(",", -1))
                        .map(EventType::named)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()),
                Instant.ofEpochSecond(Items.number(item, Items.CREATED)),
                Items.optional(item, FAILURE)
                        .map(message ->
                                new Webhook.Failure(Instant.ofEpochSecond(Items.number(item, FAILED)), message)));
    }
}
