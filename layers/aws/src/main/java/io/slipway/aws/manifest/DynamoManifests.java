package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.space.SpaceItems;
import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.manifest.PushView;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;

/** Manifests and tags in DynamoDB. All reads are consistent: what was acknowledged is seen. */
public final class DynamoManifests implements Manifests {
    /** The largest manifest, in bytes, that an item holds; DynamoDB's items end at 400 KB. */
    public static final int MAX_INLINE = 256 * 1024;

    private final DynamoDbClient dynamo;
    private final String table;
    private final ManifestObjects objects;
    private final EventLog events;
    private final Clock clock;

    public DynamoManifests(
            DynamoDbClient dynamo, String table, S3Client s3, String bucket, EventLog events, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.objects = new ManifestObjects(s3, bucket);
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<Digest> resolve(RepositoryName repository, Tag tag) {
        return Table.optional(get(repository, Keys.tag(tag)), ManifestItems.DIGEST)
                .map(Digest::parse);
    }

    @Override
    public Optional<StoredManifest> find(RepositoryName repository, Digest digest) {
        Map<String, AttributeValue> item = get(repository, Keys.manifest(digest));
        if (item.isEmpty()) {
            return Optional.empty();
        }
        byte[] content = Table.optional(item, ManifestItems.S3_KEY)
                .map(objects::read)
                .orElseGet(() -> Table.bytes(item, ManifestItems.CONTENT));
        return Optional.of(new StoredManifest(digest, Table.string(item, ManifestItems.MEDIA_TYPE), content));
    }

    @Override
    public PushView view(RepositoryName repository, Collection<Digest> blobs) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        Map<String, AttributeValue> spaceKey = SpaceItems.key(repository.space());
        Map<String, AttributeValue> ownKey = RepositoryItems.key(repository);
        Map<String, AttributeValue> clearedKey = RepositoryItems.clearedKey(repository);
        keys.addAll(List.of(spaceKey, ownKey, clearedKey));
        blobs.forEach(digest -> keys.add(BlobItems.linkKey(repository, digest)));
        List<Map<String, AttributeValue>> items = BatchGet.read(dynamo, table, keys);
        Optional<Map<String, AttributeValue>> space = BatchGet.pick(items, spaceKey);
        return new PushView(
                SpaceItems.isOpen(repository.space(), space),
                space.filter(SpaceItems::isSparse).isPresent(),
                RepositoryItems.state(BatchGet.pick(items, ownKey), space, BatchGet.pick(items, clearedKey)),
                BlobItems.readLinks(items));
    }

    @Override
    public PushOutcome push(ManifestPush push) {
        Optional<String> key = push.content().length <= MAX_INLINE
                ? Optional.empty()
                : Optional.of(objects.write(push.repository().space(), push.digest(), push.content()));
        long now = clock.instant().getEpochSecond();
        String revision = UUID.randomUUID().toString();
        List<TransactWriteItem> writes =
                new ArrayList<>(RepositoryItems.hold(table, push.repository(), push.seen(), now));
        TransactWriteItem manifest = manifest(push, ManifestItems.manifest(push, key, revision, now));
        writes.add(manifest);
        Map<TransactWriteItem, Tag> pins = new HashMap<>();
        for (Tag tag : push.tags()) {
            TransactWriteItem pin = pin(push, tag);
            pins.put(pin, tag);
            writes.add(pin);
            writes.add(tag(push, tag, now));
            writes.add(Table.put(table, ManifestItems.tagged(push, tag, revision)));
        }
        push.manifest()
                .subject()
                .ifPresent(subject -> writes.add(Table.put(table, ManifestItems.referrer(push, subject))));
        writes.add(events.write(EventType.IMAGE_PUSHED, push.repository().space(), ManifestItems.pushed(push)));
        List<TransactWriteItem> refusals = Transactions.refusals(dynamo, writes);
        return new PushOutcome(
                refusals.isEmpty(),
                refusals.stream().map(pins::get).filter(Objects::nonNull).toList(),
                refusals.contains(manifest));
    }

    /** The same bytes may come again, but not as something else: whoever pulls the digest by an older tag would get that. */
    private TransactWriteItem manifest(ManifestPush push, Map<String, AttributeValue> item) {
        return Table.write(Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk) OR " + ManifestItems.MEDIA_TYPE + " = :type")
                .expressionAttributeValues(Map.of(":type", s(push.manifest().mediaType())))
                .build());
    }

    /** The tag of a deployment is set by its last build alone. */
    private TransactWriteItem pin(ManifestPush push, Tag tag) {
        return Table.check(
                table,
                Table.key(Keys.repository(push.repository()), Keys.imageOf(tag)),
                "attribute_not_exists(pk) OR pusher = :pusher",
                Map.of(":pusher", s(push.pusher())));
    }

    private TransactWriteItem tag(ManifestPush push, Tag tag, long now) {
        Put.Builder put = Put.builder().tableName(table).item(ManifestItems.tag(push, tag, now));
        return Table.write((push.newTags() ? put.conditionExpression("attribute_not_exists(pk)") : put).build());
    }

    @Override
    public boolean untag(RepositoryName repository, Tag tag) {
        return Transactions.tryWrite(
                dynamo,
                List.of(
                        Table.delete(
                                table,
                                Table.key(Keys.repository(repository), Keys.tag(tag)),
                                "attribute_exists(pk)",
                                Map.of()),
                        events.write(
                                EventType.TAG_DELETED,
                                repository.space(),
                                EventLog.detail(repository).put("tag", tag.toString()))));
    }

    /** Tags go first and the manifest last, so that what an interruption leaves can be deleted again. */
    @Override
    public boolean delete(RepositoryName repository, Digest digest) {
        while (true) {
            Map<String, AttributeValue> item = get(repository, Keys.manifest(digest));
            if (item.isEmpty()) {
                return false;
            }
            new TagsOfManifest(dynamo, table).delete(repository, digest);
            if (deleteItem(repository, digest, item)) {
                return true;
            }
        }
    }

    private boolean deleteItem(RepositoryName repository, Digest digest, Map<String, AttributeValue> item) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(Table.delete(
                table,
                Table.key(Keys.repository(repository), Keys.manifest(digest)),
                "revision = :revision",
                Map.of(":revision", s(Table.string(item, ManifestItems.REVISION)))));
        Table.optional(item, ManifestItems.SUBJECT)
                .map(subject -> Keys.referrer(Digest.parse(subject), digest))
                .ifPresent(key -> writes.add(Table.delete(table, Table.key(Keys.repository(repository), key))));
        writes.add(events.write(
                EventType.IMAGE_DELETED,
                repository.space(),
                EventLog.detail(repository).put(ManifestItems.DIGEST, digest.toString())));
        return Transactions.tryWrite(dynamo, writes);
    }

    private Map<String, AttributeValue> get(RepositoryName repository, String sk) {
        return dynamo.getItem(request -> request.tableName(table)
                        .key(Table.key(Keys.repository(repository), sk))
                        .consistentRead(true))
                .item();
    }
}
