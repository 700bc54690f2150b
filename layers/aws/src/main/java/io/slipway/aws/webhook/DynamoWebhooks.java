package io.slipway.aws.webhook;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.SpaceItems;
import io.slipway.aws.table.ConditionalWrites;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Webhooks in the partition of their space. */
public final class DynamoWebhooks implements Webhooks {
    private static final String URL = "url";
    private static final String TYPES = "types";
    private static final String CREATED = "created";
    private static final String FAILED = "failed";
    private static final String FAILURE = "failure";

    private final DynamoDbClient dynamo;
    private final String table;
    private final EventLog events;

    public DynamoWebhooks(DynamoDbClient dynamo, String table, EventLog events) {
        this.dynamo = dynamo;
        this.table = table;
        this.events = events;
    }

    @Override
    public List<Webhook> list(SpaceName space) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :webhook)")
                        .expressionAttributeValues(Map.of(":pk", s(Keys.space(space)), ":webhook", s(Keys.WEBHOOK))))
                .items()
                .stream()
                .map(item -> read(space, item))
                .toList();
    }

    @Override
    public boolean add(Webhook webhook) {
        var item = Table.item(Keys.space(webhook.space()), Keys.WEBHOOK + webhook.id());
        item.put(URL, s(webhook.url().toString()));
        item.put(TYPES, s(webhook.events().stream().map(EventType::word).collect(Collectors.joining(","))));
        item.put(CREATED, n(webhook.created().getEpochSecond()));
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(Table.put(table, item));
        writes.add(events.write(
                EventType.WEBHOOK_CREATED,
                webhook.space(),
                EventLog.detail()
                        .put("webhook", webhook.id())
                        .put("url", webhook.url().toString())));
        if (!webhook.space().equals(SpaceName.DEFAULT)) {
            writes.add(Table.check(
                    table,
                    SpaceItems.key(webhook.space()),
                    "attribute_exists(pk) AND attribute_not_exists(deleting)",
                    Map.of()));
        }
        return Transactions.tryWrite(dynamo, writes);
    }

    @Override
    public boolean remove(SpaceName space, String id) {
        return Transactions.tryWrite(
                dynamo,
                List.of(
                        Table.delete(table, key(space, id), "attribute_exists(pk)", Map.of()),
                        events.write(
                                EventType.WEBHOOK_DELETED,
                                space,
                                EventLog.detail().put("webhook", id))));
    }

    @Override
    public void note(Webhook webhook, Optional<Webhook.Failure> failure) {
        UpdateItemRequest.Builder update = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(webhook.space(), webhook.id()))
                .conditionExpression("attribute_exists(pk)");
        failure.ifPresentOrElse(
                it -> update.updateExpression("SET failed = :failed, failure = :failure")
                        .expressionAttributeValues(
                                Map.of(":failed", n(it.time().getEpochSecond()), ":failure", s(it.message()))),
                () -> update.updateExpression("REMOVE failed, failure"));
        // If the condition does not hold, another request has removed the webhook.
        ConditionalWrites.tryWrite(() -> dynamo.updateItem(update.build()));
    }

    private static Map<String, AttributeValue> key(SpaceName space, String id) {
        return Table.key(Keys.space(space), Keys.WEBHOOK + id);
    }

    private static Webhook read(SpaceName space, Map<String, AttributeValue> item) {
        return new Webhook(
                Table.string(item, Table.SK).substring(Keys.WEBHOOK.length()),
                space,
                URI.create(Table.string(item, URL)),
                Arrays.stream(Table.string(item, TYPES).split(",", -1))
                        .map(EventType::named)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()),
                Instant.ofEpochSecond(Table.number(item, CREATED)),
                Table.optional(item, FAILURE)
                        .map(message ->
                                new Webhook.Failure(Instant.ofEpochSecond(Table.number(item, FAILED)), message)));
    }
}
