package io.slipway.aws.builds;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.ConditionalWrites;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Partition;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.Builds;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The records of builds in DynamoDB. */
public final class DynamoBuilds implements Builds {
    private static final String BUILD = "build";
    private static final String PUSHER = "pusher";
    /** The attribute of a pin of an image of changed files alone: the tag of the deployment's image. */
    private static final String CONFIG_OF = "configOf";
    /** The attribute of a tag's item that names the manifest. */
    private static final String DIGEST = "digest";

    /** A value that sorts before every id. */
    private static final String FIRST = Keys.build("");

    private final DynamoDbClient dynamo;
    private final String table;
    private final EventLog events;

    public DynamoBuilds(DynamoDbClient dynamo, String table, EventLog events) {
        this.dynamo = dynamo;
        this.table = table;
        this.events = events;
    }

    @Override
    public Optional<Build> find(BuildId id) {
        return get(BuildItems.key(id)).map(BuildItems::read);
    }

    @Override
    public Before before(String key, RepositoryName repository, Tag tag) {
        Map<String, AttributeValue> ofKey = keyKey(repository.space(), key);
        Map<String, AttributeValue> ofTag = imageKey(repository, tag);
        Map<String, AttributeValue> named = tagKey(repository, tag);
        List<Map<String, AttributeValue>> items = BatchGet.read(dynamo, table, List.of(ofKey, ofTag, named));
        return new Before(
                BatchGet.pick(items, ofKey).map(DynamoBuilds::pointer),
                BatchGet.pick(items, ofTag).map(DynamoBuilds::pointer),
                BatchGet.pick(items, named).map(item -> Digest.parse(Table.string(item, DIGEST))));
    }

    @Override
    public boolean add(Build build, Before before) {
        BuildId id = build.id();
        var inputs = build.inputs();
        var deployment = Table.item(
                Keys.deployment(id.space(), inputs.deployment().id()),
                Keys.imageOfDeployment(inputs.repository(), inputs.tag()));
        deployment.put(BUILD, s(id.toString()));
        List<TransactWriteItem> writes = new ArrayList<>();
        build.configTag().ifPresent(tag -> writes.add(pinConfig(build, tag)));
        writes.addAll(List.of(
                Table.put(table, BuildItems.write(build)),
                point(new HashMap<>(keyKey(id.space(), build.key())), build, before.sameKey()),
                point(pin(build, inputs.tag()), build, before.sameTag()),
                named(build, before.image()),
                Table.put(table, deployment),
                Table.put(
                        table,
                        build.inputs().instant() ? DynamoBuildQueue.instantItem(id) : DynamoBuildQueue.waitingItem(id)),
                events.write(
                        EventType.BUILD_REQUESTED,
                        id.space(),
                        BuildEvents.detail(build).put("redeployment", build.redeployment()))));
        return Transactions.tryWrite(dynamo, writes);
    }

    /** From here on pushes of the tag are looked at: only those by the build's own token go through. */
    private static Map<String, AttributeValue> pin(Build build, Tag tag) {
        Map<String, AttributeValue> item = new HashMap<>(imageKey(build.inputs().repository(), tag));
        item.put(PUSHER, s(build.credential().id()));
        return item;
    }

    /** Pins the tag of the image of the changed files alone, unless it is another deployment's. */
    private TransactWriteItem pinConfig(Build build, Tag tag) {
        Map<String, AttributeValue> item = pin(build, tag);
        item.put(BUILD, s(build.id().toString()));
        item.put(CONFIG_OF, s(build.inputs().tag().value()));
        return Table.write(Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk) OR " + CONFIG_OF + " = :tag")
                .expressionAttributeValues(Map.of(":tag", s(build.inputs().tag().value())))
                .build());
    }

    private TransactWriteItem point(Map<String, AttributeValue> item, Build build, Optional<BuildId> before) {
        item.put(BUILD, s(build.id().toString()));
        Put.Builder put = Put.builder().tableName(table).item(item);
        before.ifPresentOrElse(
                last -> put.conditionExpression("build = :last")
                        .expressionAttributeValues(Map.of(":last", s(last.toString()))),
                () -> put.conditionExpression("attribute_not_exists(pk)"));
        return Table.write(put.build());
    }

    /** Whoever pushed the tag in this moment was there before. */
    private TransactWriteItem named(Build build, Optional<Digest> image) {
        Map<String, AttributeValue> key =
                tagKey(build.inputs().repository(), build.inputs().tag());
        return image.map(digest -> Table.check(table, key, "digest = :digest", Map.of(":digest", s(digest.toString()))))
                .orElseGet(() -> Table.check(table, key, "attribute_not_exists(pk)", Map.of()));
    }

    @Override
    public List<Build> list(SpaceName space, Optional<String> before, int limit) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":pk", s(Keys.builds(space)));
        values.put(":first", s(FIRST));
        values.put(":last", s(before.map(Keys::build).orElse(Keys.end(FIRST))));
        List<Build> builds = new ArrayList<>();
        // A page of the table may be shorter than what is asked for.
        for (var page : dynamo.queryPaginator(request -> request.tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .limit(limit)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                .expressionAttributeValues(values))) {
            page.items().stream()
                    .filter(item ->
                            before.isEmpty() || !Table.string(item, Table.SK).equals(Keys.build(before.get())))
                    .limit(limit - builds.size())
                    .map(BuildItems::read)
                    .forEach(builds::add);
            if (builds.size() == limit) {
                break;
            }
        }
        return builds;
    }

    @Override
    public List<Build> ofDeployment(SpaceName space, String deployment) {
        List<Map<String, AttributeValue>> keys = Partition.items(dynamo, table, Keys.deployment(space, deployment))
                .map(item -> BuildItems.key(BuildId.parse(Table.string(item, BUILD))))
                .distinct()
                .collect(Collectors.toList());
        return BatchGet.read(dynamo, table, keys).stream()
                .map(BuildItems::read)
                .sorted(Comparator.comparing(build -> build.id().id()))
                .toList();
    }

    @Override
    public boolean started(BuildId id, String job, Instant when) {
        return update(
                id,
                "SET #state = :running, #job = :job, #started = if_not_exists(#started, :when)",
                "#state IN (:queued, :running) AND (attribute_not_exists(#job) OR #job = :job)",
                Map.of(
                        ":running", s(BuildState.RUNNING.name()),
                        ":queued", s(BuildState.QUEUED.name()),
                        ":job", s(job),
                        ":when", n(when.toEpochMilli())));
    }

    @Override
    public boolean lease(BuildId id, String expected, String next) {
        return update(
                id,
                "SET #job = :next",
                "#state = :running AND #job = :expected",
                Map.of(
                        ":running", s(BuildState.RUNNING.name()),
                        ":expected", s(expected),
                        ":next", s(next)));
    }

    @Override
    public boolean waitAgain(BuildId id, String job) {
        Update update = Update.builder()
                .tableName(table)
                .key(BuildItems.key(id))
                .updateExpression("SET #state = :queued REMOVE #job, #started")
                .conditionExpression("#state IN (:queued, :running) AND (attribute_not_exists(#job) OR #job = :job)")
                .expressionAttributeNames(Map.of("#state", "state", "#job", "job", "#started", "started"))
                .expressionAttributeValues(Map.of(
                        ":queued", s(BuildState.QUEUED.name()),
                        ":running", s(BuildState.RUNNING.name()),
                        ":job", s(job)))
                .build();
        return Transactions.tryWrite(
                dynamo, List.of(Table.write(update), Table.put(table, DynamoBuildQueue.waitingItem(id))));
    }

    @Override
    public boolean end(Build build, BuildStatus status) {
        return end(build, status, "#state IN (:queued, :running)", Map.of(":running", s(BuildState.RUNNING.name())));
    }

    @Override
    public boolean endUnlessStarted(Build build, BuildStatus status) {
        return end(build, status, "#state = :queued AND attribute_not_exists(#job)", Map.of());
    }

    /**
     * The tag stays the build's, but nobody is its pusher any more: a bearer token of the job outlives the job by minutes. The pin may be
     * gone with its repository.
     */
    private boolean end(Build build, BuildStatus status, String condition, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> values = new HashMap<>(more);
        values.put(":queued", s(BuildState.QUEUED.name()));
        List<String> assignments = new ArrayList<>();
        BuildItems.status(status).forEach((name, value) -> {
            values.put(":new_" + name, value);
            assignments.add("#" + name + " = :new_" + name);
        });
        TransactWriteItem ended = Table.write(Update.builder()
                .tableName(table)
                .key(BuildItems.key(build.id()))
                .updateExpression("SET " + String.join(", ", assignments))
                .conditionExpression(condition)
                .expressionAttributeNames(names(String.join(", ", assignments) + condition))
                .expressionAttributeValues(values)
                .build());
        List<TransactWriteItem> unpinned =
                new ArrayList<>(List.of(unpin(build, build.inputs().tag())));
        build.configTag().ifPresent(tag -> unpinned.add(unpin(build, tag)));
        List<TransactWriteItem> needed = new ArrayList<>(List.of(ended));
        needed.add(events.write(BuildEvents.type(status), build.id().space(), BuildEvents.detail(build, status)));
        // Until the end the job may move its own tag: the build ends only if the tag names the image that was examined.
        Optional.ofNullable(status.image()).ifPresent(image -> needed.add(named(build, Optional.of(image))));
        List<TransactWriteItem> all = new ArrayList<>(needed);
        all.addAll(unpinned);
        List<TransactWriteItem> refusals = Transactions.refusals(dynamo, all);
        boolean pinsAreGone = !refusals.isEmpty() && unpinned.containsAll(refusals);
        return pinsAreGone ? Transactions.tryWrite(dynamo, needed) : refusals.isEmpty();
    }

    private TransactWriteItem unpin(Build build, Tag tag) {
        return Table.write(Update.builder()
                .tableName(table)
                .key(imageKey(build.inputs().repository(), tag))
                .updateExpression("REMOVE " + PUSHER)
                .conditionExpression(BUILD + " = :build")
                .expressionAttributeValues(Map.of(":build", s(build.id().toString())))
                .build());
    }

    private boolean update(BuildId id, String update, String condition, Map<String, AttributeValue> values) {
        return ConditionalWrites.tryWrite(() -> dynamo.updateItem(request -> request.tableName(table)
                .key(BuildItems.key(id))
                .updateExpression(update)
                .conditionExpression(condition)
                .expressionAttributeNames(names(update + condition))
                .expressionAttributeValues(values)));
    }

    /** Some of the attributes are words of DynamoDB's own; it refuses names that an expression does not use. */
    private static Map<String, String> names(String expressions) {
        return BuildItems.CHANGING.stream()
                .filter(name -> expressions.contains("#" + name))
                .collect(Collectors.toMap(name -> "#" + name, name -> name));
    }

    private static Map<String, AttributeValue> keyKey(SpaceName space, String key) {
        return Table.key(Keys.buildKey(space, key), Keys.ALONE);
    }

    private static Map<String, AttributeValue> imageKey(RepositoryName repository, Tag tag) {
        return Table.key(Keys.repository(repository), Keys.imageOf(tag));
    }

    private static Map<String, AttributeValue> tagKey(RepositoryName repository, Tag tag) {
        return Table.key(Keys.repository(repository), Keys.tag(tag));
    }

    private static BuildId pointer(Map<String, AttributeValue> item) {
        return BuildId.parse(Table.string(item, BUILD));
    }

    private Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) {
        return Optional.of(dynamo.getItem(
                                request -> request.tableName(table).key(key).consistentRead(true))
                        .item())
                .filter(item -> !item.isEmpty());
    }
}
