package io.slipway.aws.builds;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.BuildRecordKeys;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.UnmetConditions;
import io.slipway.aws.table.Write;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores the records of builds in DynamoDB. */
public final class DynamoBuilds implements Builds {
    private static final String BUILD = "build";
    /** The attribute of the pin of an image with only the changed files: the tag of the deployment's image. */
    private static final String CONFIG_OF = "configOf";

    /** A value that sorts before every id. */
    private static final String FIRST = BuildRecordKeys.build("");

    private static final String NOT_ENDED = "#state IN (:queued, :running)";

    private final Table table;
    private final EventLog events;

    public DynamoBuilds(Table table, EventLog events) {
        this.table = table;
        this.events = events;
    }

    @Override
    public Optional<Build> find(BuildId id) {
        return table.find(BuildItems.key(id)).map(BuildItems::read);
    }

    @Override
    public Before before(String key, RepositoryName repository, Tag tag) {
        Map<String, AttributeValue> ofKey = keyKey(repository.space(), key);
        Map<String, AttributeValue> ofTag = imageKey(repository, tag);
        Map<String, AttributeValue> named = tagKey(repository, tag);
        List<Map<String, AttributeValue>> items = table.getAll(List.of(ofKey, ofTag, named));
        return new Before(
                Items.pick(items, ofKey).map(DynamoBuilds::pointer),
                Items.pick(items, ofTag).map(DynamoBuilds::pointer),
                Items.pick(items, named).map(item -> Digest.parse(Items.string(item, Items.DIGEST))));
    }

    @Override
    public boolean add(Build build, Before before) {
        BuildId id = build.id();
        var inputs = build.inputs();
        var deployment = Items.item(
                BuildRecordKeys.deployment(id.space(), inputs.deployment().id()),
                BuildRecordKeys.imageOfDeployment(inputs.repository(), inputs.tag()));
        deployment.put(BUILD, s(id.toString()));
        List<Write> writes = new ArrayList<>();
        build.configTag().ifPresent(tag -> writes.add(pinConfig(build, tag)));
        writes.addAll(List.of(
                Write.put(BuildItems.write(build)),
                point(new HashMap<>(keyKey(id.space(), build.key())), build, before.sameKey()),
                point(pin(build, inputs.tag()), build, before.sameTag()),
                named(build, before.image()),
                Write.put(deployment),
                Write.put(
                        build.inputs().instant() ? DynamoBuildQueue.instantItem(id) : DynamoBuildQueue.waitingItem(id)),
                events.write(EventType.BUILD_REQUESTED, id.space(), BuildEvents.requested(build))));
        return table.tryWrite(writes);
    }

    /** Pins the tag: only the build's own token can push it from now on. */
    private static Map<String, AttributeValue> pin(Build build, Tag tag) {
        Map<String, AttributeValue> item = new HashMap<>(imageKey(build.inputs().repository(), tag));
        item.put(BuildRecordKeys.PUSHER, s(build.credential().id()));
        return item;
    }

    /** Pins the tag of the image with only the changed files, unless it belongs to another deployment. */
    private Write pinConfig(Build build, Tag tag) {
        Map<String, AttributeValue> item = pin(build, tag);
        item.put(BUILD, s(build.id().toString()));
        item.put(CONFIG_OF, s(build.inputs().tag().value()));
        return Write.put(item)
                .ifAbsentOr(CONFIG_OF + " = :tag")
                .with(":tag", s(build.inputs().tag().value()));
    }

    private Write point(Map<String, AttributeValue> item, Build build, Optional<BuildId> before) {
        item.put(BUILD, s(build.id().toString()));
        Write write = Write.put(item);
        return before.map(last -> write.when(BUILD + " = :last").with(":last", s(last.toString())))
                .orElseGet(write::ifAbsent);
    }

    /** Succeeds only if the tag names the image that was examined. */
    private Write named(Build build, Optional<Digest> image) {
        Map<String, AttributeValue> key =
                tagKey(build.inputs().repository(), build.inputs().tag());
        return image.map(digest ->
                        Write.check(key).when(Items.DIGEST + " = :digest").with(":digest", s(digest.toString())))
                .orElseGet(() -> Write.check(key).ifAbsent());
    }

    @Override
    public List<Build> list(SpaceName space, Optional<String> before, int limit) {
        String last = before.map(BuildRecordKeys::build).orElse(Keys.end(FIRST));
        Range range = Range.of(BuildRecordKeys.builds(space))
                .between(FIRST, last)
                .backwards()
                .limit(limit);
        return table.range(range)
                .filter(item -> !Items.string(item, Items.SK).equals(last))
                .limit(limit)
                .map(BuildItems::read)
                .toList();
    }

    @Override
    public List<Build> ofDeployment(SpaceName space, String deployment) {
        List<Map<String, AttributeValue>> keys = table.range(Range.of(BuildRecordKeys.deployment(space, deployment)))
                .map(item -> BuildItems.key(BuildId.parse(Items.string(item, BUILD))))
                .distinct()
                .collect(Collectors.toList());
        return table.getAll(keys).stream()
                .map(BuildItems::read)
                .sorted(Comparator.comparing(build -> build.id().id()))
                .toList();
    }

    @Override
    public boolean started(BuildId id, String job, Instant when) {
        return update(
                id,
                "SET #state = :running, #job = :job, #started = if_not_exists(#started, :when)",
                NOT_ENDED + " AND (attribute_not_exists(#job) OR #job = :job)",
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
        Write update = Write.update(BuildItems.key(id), "SET #state = :queued REMOVE #job, #started")
                .when(NOT_ENDED + " AND (attribute_not_exists(#job) OR #job = :job)")
                .with(":queued", s(BuildState.QUEUED.name()))
                .with(":running", s(BuildState.RUNNING.name()))
                .with(":job", s(job));
        return table.tryWrite(List.of(update, Write.put(DynamoBuildQueue.waitingItem(id))));
    }

    @Override
    public boolean end(Build build, BuildStatus status) {
        return end(build, status, NOT_ENDED, Map.of(":running", s(BuildState.RUNNING.name())));
    }

    @Override
    public boolean endUnlessStarted(Build build, BuildStatus status) {
        return end(build, status, "#state = :queued AND attribute_not_exists(#job)", Map.of());
    }

    /**
     * Ends a build. The tag remains pinned, and no token can push it any more, since a bearer token of the job outlives the job by minutes. The pin
     * may have been deleted with its repository.
     */
    private boolean end(Build build, BuildStatus status, String condition, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> values = new HashMap<>(more);
        values.put(":queued", s(BuildState.QUEUED.name()));
        List<String> assignments = new ArrayList<>();
        BuildItems.status(status).forEach((name, value) -> {
            values.put(":new_" + name, value);
            assignments.add("#" + name + " = :new_" + name);
        });
        Write ended = Write.update(BuildItems.key(build.id()), "SET " + String.join(", ", assignments))
                .when(condition)
                .with(values);
        List<Write> unpinned =
                new ArrayList<>(List.of(unpin(build, build.inputs().tag())));
        build.configTag().ifPresent(tag -> unpinned.add(unpin(build, tag)));
        List<Write> needed = new ArrayList<>(List.of(ended));
        needed.add(events.write(BuildEvents.type(status), build.id().space(), BuildEvents.detail(build, status)));
        // The job may move its own tag until the build ends: the build ends only if the tag names the examined image.
        Optional.ofNullable(status.image()).ifPresent(image -> needed.add(named(build, Optional.of(image))));
        List<Write> all = new ArrayList<>(needed);
        all.addAll(unpinned);
        Optional<UnmetConditions> refusal = table.refusal(all);
        boolean pinsAreGone =
                refusal.filter(it -> unpinned.containsAll(it.writes())).isPresent();
        return pinsAreGone ? table.tryWrite(needed) : refusal.isEmpty();
    }

    private Write unpin(Build build, Tag tag) {
        return Write.update(imageKey(build.inputs().repository(), tag), "REMOVE " + BuildRecordKeys.PUSHER)
                .when(BUILD + " = :build")
                .with(":build", s(build.id().toString()));
    }

    private boolean update(BuildId id, String update, String condition, Map<String, AttributeValue> values) {
        return table.tryWrite(
                Write.update(BuildItems.key(id), update).when(condition).with(values));
    }

    private static Map<String, AttributeValue> keyKey(SpaceName space, String key) {
        return Items.key(BuildRecordKeys.buildKey(space, key), Keys.ALONE);
    }

    private static Map<String, AttributeValue> imageKey(RepositoryName repository, Tag tag) {
        return Items.key(Keys.repository(repository), BuildRecordKeys.imageOf(tag));
    }

    private static Map<String, AttributeValue> tagKey(RepositoryName repository, Tag tag) {
        return Items.key(Keys.repository(repository), Keys.tag(tag));
    }

    private static BuildId pointer(Map<String, AttributeValue> item) {
        return BuildId.parse(Items.string(item, BUILD));
    }
}
