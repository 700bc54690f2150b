package io.slipway.aws.builds;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.ConditionalWrites;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.queue.BuildQueue;
import io.slipway.core.name.SpaceName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The queue in DynamoDB: an item for each build that waits, and one that holds the set of those with a place. */
public final class DynamoBuildQueue implements BuildQueue {
    private static final Map<String, AttributeValue> PLACES = Table.key(Keys.BUILD_QUEUE, Keys.PLACES);
    private static final String BUILDS = "builds";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoBuildQueue(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public List<BuildId> waiting(int limit) {
        return builds(Keys.WAITING, limit);
    }

    @Override
    public List<BuildId> instant(int limit) {
        return builds(Keys.INSTANT, limit);
    }

    @Override
    public void leaveInstant(BuildId build) {
        dynamo.deleteItem(request -> request.tableName(table).key(instantItem(build)));
    }

    private List<BuildId> builds(String prefix, int limit) {
        return dynamo
                .query(request -> request.tableName(table)
                        .consistentRead(true)
                        .limit(limit)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                        .expressionAttributeValues(Map.of(":pk", s(Keys.BUILD_QUEUE), ":prefix", s(prefix))))
                .items()
                .stream()
                .map(item -> waiting(Table.string(item, Table.SK)))
                .toList();
    }

    /** A set that counts itself: no counter could drift from what it counts. */
    @Override
    public boolean take(BuildId build, int places) {
        return ConditionalWrites.tryWrite(() -> dynamo.updateItem(request -> request.tableName(table)
                .key(PLACES)
                .updateExpression("ADD builds :set")
                .conditionExpression("attribute_not_exists(builds) OR contains(builds, :one) OR size(builds) < :places")
                .expressionAttributeValues(Map.of(
                        ":set", AttributeValue.fromSs(List.of(build.toString())),
                        ":one", s(build.toString()),
                        ":places", n(places)))));
    }

    @Override
    public void leave(BuildId build) {
        dynamo.deleteItem(request -> request.tableName(table).key(waitingKey(build)));
    }

    @Override
    public void release(BuildId build) {
        dynamo.updateItem(request -> request.tableName(table)
                .key(PLACES)
                .updateExpression("DELETE builds :set")
                .expressionAttributeValues(Map.of(":set", AttributeValue.fromSs(List.of(build.toString())))));
    }

    @Override
    public Set<BuildId> placed() {
        var item = dynamo.getItem(
                        request -> request.tableName(table).key(PLACES).consistentRead(true))
                .item();
        return item.containsKey(BUILDS)
                ? item.get(BUILDS).ss().stream().map(BuildId::parse).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    static Map<String, AttributeValue> waitingItem(BuildId build) {
        return waitingKey(build);
    }

    static Map<String, AttributeValue> instantItem(BuildId build) {
        return Table.key(
                Keys.BUILD_QUEUE,
                Keys.INSTANT + build.id() + "#" + build.space().stored());
    }

    private static Map<String, AttributeValue> waitingKey(BuildId build) {
        return Table.key(
                Keys.BUILD_QUEUE,
                Keys.WAITING + build.id() + "#" + build.space().stored());
    }

    private static BuildId waiting(String key) {
        String[] parts = key.split("#", 3);
        return new BuildId(SpaceName.parseStored(parts[2]), parts[1]);
    }
}
