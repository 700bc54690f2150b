package io.slipway.aws.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Reads and writes the DynamoDB table. All reads are consistent: they see all acknowledged writes. */
public final class Table {
    /** The maximum number of items of one transaction. */
    public static final int MAX_WRITES = 100;

    /** The maximum number of keys of one read of several items. */
    public static final int MAX_KEYS = 100;

    private final DynamoDbClient dynamo;
    private final String name;
    private final Transactions transactions;

    public Table(DynamoDbClient dynamo, String name) {
        this.dynamo = dynamo;
        this.name = name;
        this.transactions = new Transactions(dynamo, name);
    }

    /** Reads an item; an empty map if it does not exist. */
    public Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
        return dynamo.getItem(request -> request.tableName(name).key(key).consistentRead(true))
                .item();
    }

    /** Reads some attributes of an item; an empty map if it does not exist. */
    public Map<String, AttributeValue> get(Map<String, AttributeValue> key, List<String> attributes) {
        Projection projection = Projection.of(attributes);
        return dynamo.getItem(request -> request.tableName(name)
                        .key(key)
                        .projectionExpression(projection.expression())
                        .expressionAttributeNames(projection.names())
                        .consistentRead(true))
                .item();
    }

    /** Reads an item that may not exist. */
    public Optional<Map<String, AttributeValue>> find(Map<String, AttributeValue> key) {
        return Optional.of(get(key)).filter(item -> !item.isEmpty());
    }

    /** Reads those of the items that exist, in any order, at most 100 in a call. The keys must be distinct. */
    public List<Map<String, AttributeValue>> getAll(Collection<Map<String, AttributeValue>> keys) {
        return getAll(keys, KeysAndAttributes.builder());
    }

    /** Reads some attributes of those of the items that exist. */
    public List<Map<String, AttributeValue>> getAll(
            Collection<Map<String, AttributeValue>> keys, List<String> attributes) {
        Projection projection = Projection.of(attributes);
        return getAll(
                keys,
                KeysAndAttributes.builder()
                        .projectionExpression(projection.expression())
                        .expressionAttributeNames(projection.names()));
    }

    private List<Map<String, AttributeValue>> getAll(
            Collection<Map<String, AttributeValue>> keys, KeysAndAttributes.Builder wish) {
        List<Map<String, AttributeValue>> all = List.copyOf(keys);
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MAX_KEYS) {
            List<Map<String, AttributeValue>> batch = all.subList(from, Math.min(from + MAX_KEYS, all.size()));
            Map<String, KeysAndAttributes> wanted =
                    Map.of(name, wish.keys(batch).consistentRead(true).build());
            // DynamoDB may return a part of a batch; the rest is requested again.
            while (!wanted.isEmpty()) {
                Map<String, KeysAndAttributes> now = wanted;
                var answer = dynamo.batchGetItem(request -> request.requestItems(now));
                items.addAll(answer.responses().getOrDefault(name, List.of()));
                wanted = answer.unprocessedKeys();
            }
        }
        return items;
    }

    /** Reads all items of a range lazily, one call for each page. */
    public Stream<Map<String, AttributeValue>> range(Range range) {
        return dynamo.queryPaginator(range.in(name)).items().stream();
    }

    /** Reads the first items of a range: one call, and more only if DynamoDB ends a page early. */
    public List<Map<String, AttributeValue>> first(Range range, int limit) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Range rest = range;
        while (true) {
            Page page = page(rest.limit(limit - items.size()));
            items.addAll(page.items());
            if (items.size() >= limit || page.last().isEmpty()) {
                return items;
            }
            rest = rest.after(page.last());
        }
    }

    /** Reads one page of a range with one call. */
    public Page page(Range range) {
        QueryResponse page = dynamo.query(range.in(name));
        return new Page(page.items(), page.lastEvaluatedKey());
    }

    /** Counts the items of a range with one call. */
    public int count(Range range) {
        return dynamo.query(range.countIn(name)).count();
    }

    /** Writes an item, whether it exists or not. */
    public void put(Map<String, AttributeValue> item) {
        send(Write.put(item));
    }

    /** Removes an item, if it exists. */
    public void delete(Map<String, AttributeValue> key) {
        send(Write.delete(key));
    }

    /** Writes one item without a condition. */
    public void write(Write write) {
        send(write);
    }

    /** Writes one item; returns whether its condition held. */
    public boolean tryWrite(Write write) {
        try {
            send(write);
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Updates one item; returns it as it is after the update, or as it was if the condition did not hold. */
    public Updated updateShowingNew(Write update) {
        return update(update, ReturnValue.ALL_NEW);
    }

    /** Updates one item; returns it as it was before. */
    public Updated updateShowingOld(Write update) {
        return update(update, ReturnValue.ALL_OLD);
    }

    private Updated update(Write update, ReturnValue which) {
        try {
            return new Updated(
                    true, dynamo.updateItem(update.updateIn(name, which)).attributes());
        } catch (ConditionalCheckFailedException e) {
            return new Updated(false, e.hasItem() ? e.item() : Map.of());
        }
    }

    private void send(Write write) {
        switch (write.kind()) {
            case PUT -> dynamo.putItem(write.putIn(name));
            case UPDATE -> dynamo.updateItem(write.updateIn(name, ReturnValue.NONE));
            case DELETE -> dynamo.deleteItem(write.deleteIn(name));
            case CHECK -> throw new IllegalStateException("a check must be a part of a transaction");
        }
    }

    /** Writes all items in one transaction, whose conditions must hold. */
    public void write(List<Write> writes) {
        transactions.write(writes).ifPresent(refusal -> {
            throw new IllegalStateException("a transaction without conditions must be written, but was refused");
        });
    }

    /** Writes all items in one transaction; returns whether all conditions held. If not, nothing was written. */
    public boolean tryWrite(List<Write> writes) {
        return refusal(writes).isEmpty();
    }

    /** Writes all items in one transaction; returns the conditions that did not hold, and then nothing was written. */
    public Optional<UnmetConditions> refusal(List<Write> writes) {
        return transactions.write(writes);
    }

    /**
     * Some items of a range.
     *
     * @param last the key of the last item that was read; empty at the end of the range
     */
    public record Page(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> last) {}

    /**
     * The result of an update.
     *
     * @param written whether the condition held
     * @param item the item; empty if there is none
     */
    public record Updated(boolean written, Map<String, AttributeValue> item) {}
}
