package io.slipway.aws.builds;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.BuildRecordKeys;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.queue.BuildQueue;
import io.slipway.core.name.SpaceName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores the queue in DynamoDB: an item for each waiting build, and one with the set of builds that have a place. */
public final class DynamoBuildQueue implements BuildQueue {
    private static final Map<String, AttributeValue> PLACES =
            Items.key(BuildRecordKeys.BUILD_QUEUE, BuildRecordKeys.PLACES);
    private static final String BUILDS = "builds";

    private final Table table;

    public DynamoBuildQueue(Table table) {
        this.table = table;
    }

    @Override
    public List<BuildId> waiting(int limit) {
        return builds(BuildRecordKeys.WAITING, limit);
    }

    @Override
    public List<BuildId> instant(int limit) {
        return builds(BuildRecordKeys.INSTANT, limit);
    }

    @Override
    public void leaveInstant(BuildId build) {
        table.delete(instantItem(build));
    }

    private List<BuildId> builds(String prefix, int limit) {
        return table.page(Range.of(BuildRecordKeys.BUILD_QUEUE).prefix(prefix).limit(limit)).items().stream()
                .map(item -> waiting(Items.string(item, Items.SK)))
                .toList();
    }

    /** The size of the set is the count: a counter could drift from it. */
    @Override
    public boolean reserve(BuildId build, int places) {
        return table.tryWrite(Write.update(PLACES, "ADD " + BUILDS + " :set")
                .when("attribute_not_exists(" + BUILDS + ") OR contains(" + BUILDS + ", :one) OR size(" + BUILDS
                        + ") < :places")
                .with(":set", AttributeValue.fromSs(List.of(build.toString())))
                .with(":one", s(build.toString()))
                .with(":places", n(places)));
    }

    @Override
    public void leave(BuildId build) {
        table.delete(waitingKey(build));
    }

    @Override
    public void release(BuildId build) {
        table.write(Write.update(PLACES, "DELETE " + BUILDS + " :set")
                .with(":set", AttributeValue.fromSs(List.of(build.toString()))));
    }

    @Override
    public Set<BuildId> placed() {
        var item = table.get(PLACES);
        return item.containsKey(BUILDS)
                ? item.get(BUILDS).ss().stream().map(BuildId::parse).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    static Map<String, AttributeValue> waitingItem(BuildId build) {
        return waitingKey(build);
    }

    static Map<String, AttributeValue> instantItem(BuildId build) {
        return Items.key(
                BuildRecordKeys.BUILD_QUEUE,
                BuildRecordKeys.INSTANT + build.id() + "#" + build.space().stored());
    }

    private static Map<String, AttributeValue> waitingKey(BuildId build) {
        return Items.key(
                BuildRecordKeys.BUILD_QUEUE,
                BuildRecordKeys.WAITING + build.id() + "#" + build.space().stored());
    }

    private static BuildId waiting(String key) {
        String[] parts = key.split("#", 3);
        return new BuildId(SpaceName.parseStored(parts[2]), parts[1]);
    }
}
