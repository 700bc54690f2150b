package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.aws.tag.TagSettingsItems;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.Actor;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The bin in DynamoDB. A manifest in it keeps its item, with a mark, and so everything that it uses stays; a tag is moved to its entry. A push of
 * the same manifest takes it out.
 */
public final class DynamoBin implements Bin {
    private final DynamoDbClient dynamo;
    private final String table;
    private final BinItems items;
    private final DynamoManifests manifests;
    private final EventLog events;
    private final Clock clock;

    public DynamoBin(DynamoDbClient dynamo, String table, DynamoManifests manifests, EventLog events, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.items = new BinItems(table);
        this.manifests = manifests;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public SeenTag look(RepositoryName repository, Tag tag) {
        Map<String, AttributeValue> tagKey = BinItems.tagKey(repository, tag);
        Map<String, AttributeValue> settings = TagSettingsItems.key(repository.space());
        List<Map<String, AttributeValue>> found = BatchGet.read(dynamo, table, List.of(tagKey, settings));
        return new SeenTag(
                BatchGet.pick(found, tagKey).map(item -> Digest.parse(Table.string(item, ManifestItems.DIGEST))),
                TagSettingsItems.read(BatchGet.pick(found, settings)));
    }

    @Override
    public SeenManifest look(RepositoryName repository, Digest digest) {
        Map<String, AttributeValue> key = BinItems.manifestKey(repository, digest);
        Map<String, AttributeValue> settingsKey = TagSettingsItems.key(repository.space());
        List<Map<String, AttributeValue>> found = BatchGet.read(dynamo, table, List.of(key, settingsKey));
        TagSettings settings = TagSettingsItems.read(BatchGet.pick(found, settingsKey));
        Optional<Map<String, AttributeValue>> manifest =
                BatchGet.pick(found, key).filter(item -> !ManifestItems.isBinned(item));
        if (manifest.isEmpty()) {
            return new SeenManifest(Optional.empty(), List.of(), settings);
        }
        // A push that comes between changes the manifest's revision.
        List<Tag> tags = named(repository, digest);
        int together = Math.min(tags.size(), MAX_TAGS);
        return new SeenManifest(
                Optional.of(new Discarded(
                        digest,
                        Table.string(manifest.get(), ManifestItems.REVISION),
                        Table.optional(manifest.get(), ManifestItems.SUBJECT).map(Digest::parse),
                        tags.subList(0, together))),
                tags.subList(together, tags.size()),
                settings);
    }

    /** The tags that name a manifest. */
    private List<Tag> named(RepositoryName repository, Digest digest) {
        List<Tag> named = new ArrayList<>();
        List<Tag> marked = List.copyOf(
                new TagsOfManifest(dynamo, table).marks(repository, digest).keySet());
        for (int from = 0; from < marked.size(); from += Transactions.MAX_ITEMS) {
            List<Tag> some = marked.subList(from, Math.min(marked.size(), from + Transactions.MAX_ITEMS));
            BatchGet.read(
                            dynamo,
                            table,
                            some.stream()
                                    .map(tag -> BinItems.tagKey(repository, tag))
                                    .toList())
                    .stream()
                    .filter(item -> Table.string(item, ManifestItems.DIGEST).equals(digest.toString()))
                    .forEach(item -> named.add(new Tag(DynamoTags.name(item))));
        }
        return named;
    }

    @Override
    public Optional<BinEntry> discard(RepositoryName repository, Tag tag, Digest seen, Instant until) {
        BinEntry entry = entry(BinEntry.Kind.TAG, repository, seen, List.of(tag), until);
        return written(
                entry,
                List.of(
                        items.untag(repository, tag, seen),
                        Table.put(table, BinItems.write(entry)),
                        events.write(
                                EventType.TAG_DELETED,
                                repository.space(),
                                EventLog.detail(repository).put("tag", tag.toString()))));
    }

    @Override
    public Optional<BinEntry> discard(RepositoryName repository, Discarded manifest, Instant until) {
        Digest digest = manifest.digest();
        List<Tag> tags = manifest.tags();
        BinEntry entry = entry(BinEntry.Kind.IMAGE, repository, digest, tags, until);
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(items.mark(entry, manifest.revision()));
        manifest.subject().ifPresent(subject -> writes.addAll(items.unrefer(repository, subject, digest)));
        tags.forEach(tag -> writes.add(items.untag(repository, tag, digest)));
        writes.add(Table.put(table, BinItems.write(entry)));
        writes.add(events.write(
                EventType.IMAGE_DELETED,
                repository.space(),
                EventLog.detail(repository).put(ManifestItems.DIGEST, digest.toString())));
        return written(entry, writes);
    }

    @Override
    public Optional<Digest> user(RepositoryName repository, Digest digest) {
        return manifests.user(repository, digest);
    }

    private Optional<BinEntry> written(BinEntry entry, List<TransactWriteItem> writes) {
        return Transactions.tryWrite(dynamo, writes) ? Optional.of(entry) : Optional.empty();
    }

    private BinEntry entry(
            BinEntry.Kind kind, RepositoryName repository, Digest digest, List<Tag> tags, Instant until) {
        Instant now = clock.instant();
        String id = String.format(
                Locale.ROOT,
                "%013d-%s",
                now.toEpochMilli(),
                UUID.randomUUID().toString().substring(0, 13));
        return new BinEntry(id, kind, repository, digest, tags, Actor.current(), now, until);
    }

    @Override
    public List<BinEntry> list(SpaceName space, String after, int limit) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .limit(limit)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(
                                ":pk", s(Keys.bin(space)),
                                ":from", s(Keys.binEntry(after.isEmpty() ? "" : after + "\0")),
                                ":to", s(Keys.end(Keys.binEntry(""))))))
                .items()
                .stream()
                .limit(limit)
                .map(BinItems::read)
                .toList();
    }

    @Override
    public Optional<BinEntry> find(SpaceName space, String id) {
        return Optional.of(get(BinItems.key(space, id)))
                .filter(item -> !item.isEmpty())
                .map(BinItems::read);
    }

    @Override
    public Optional<List<Tag>> restore(BinEntry entry) {
        return new BinRestoration(dynamo, table, manifests, events, clock).restore(entry);
    }

    /** A manifest that was pushed since is not in the bin any more, and stays. */
    @Override
    public void empty(BinEntry entry) {
        if (entry.kind() == BinEntry.Kind.IMAGE) {
            manifests.purge(entry.repository(), entry.digest(), entry.until());
        }
        dynamo.deleteItem(request ->
                request.tableName(table).key(BinItems.key(entry.repository().space(), entry.id())));
    }

    private Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
        return dynamo.getItem(request -> request.tableName(table).key(key).consistentRead(true))
                .item();
    }
}
