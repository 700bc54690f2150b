package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.Actor;
import io.slipway.core.event.EventType;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
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
        writes.add(items.mark(repository, digest, manifest.revision(), until));
        manifest.subject()
                .map(subject -> Keys.referrer(subject, digest))
                .ifPresent(key -> writes.add(Table.delete(table, Table.key(Keys.repository(repository), key))));
        tags.forEach(tag -> writes.add(items.untag(repository, tag, digest)));
        writes.add(Table.put(table, BinItems.write(entry)));
        writes.add(events.write(
                EventType.IMAGE_DELETED,
                repository.space(),
                EventLog.detail(repository).put(ManifestItems.DIGEST, digest.toString())));
        return written(entry, writes);
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
        RepositoryName repository = entry.repository();
        Map<String, AttributeValue> manifest = get(BinItems.manifestKey(repository, entry.digest()));
        boolean binned = ManifestItems.isBinned(manifest);
        if (manifest.isEmpty() || binned != (entry.kind() == BinEntry.Kind.IMAGE)) {
            return Optional.empty();
        }
        List<Tag> free = free(repository, entry.tags());
        if (entry.kind() == BinEntry.Kind.TAG && free.isEmpty()) {
            return Optional.of(List.of());
        }
        String revision = UUID.randomUUID().toString();
        long now = clock.instant().getEpochSecond();
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(Table.check(
                table,
                RepositoryItems.key(repository),
                "attribute_exists(pk) AND attribute_not_exists(deleting)",
                Map.of()));
        writes.add(items.unmark(repository, entry.digest(), revision, binned));
        if (binned) {
            referrer(repository, manifest).ifPresent(item -> writes.add(Table.put(table, item)));
        }
        for (Tag tag : free) {
            writes.add(items.tag(repository, tag, entry.digest(), now));
            writes.add(items.tagged(repository, tag, entry.digest(), revision));
        }
        writes.add(Table.delete(table, BinItems.key(repository.space(), entry.id()), "attribute_exists(pk)", Map.of()));
        writes.add(restored(entry, free));
        return Transactions.tryWrite(dynamo, writes) ? Optional.of(free) : Optional.empty();
    }

    /** The item of a manifest among its subject's referrers, if it has a subject. */
    private Optional<Map<String, AttributeValue>> referrer(
            RepositoryName repository, Map<String, AttributeValue> item) {
        StoredManifest stored = manifests.read(item);
        Manifest manifest = ManifestReader.read(stored.content(), stored.mediaType());
        return manifest.subject()
                .map(subject -> ManifestItems.referrer(
                        repository, stored.digest(), manifest, stored.content().length, subject));
    }

    private TransactWriteItem restored(BinEntry entry, List<Tag> tags) {
        var detail = EventLog.detail(entry.repository())
                .put(ManifestItems.DIGEST, entry.digest().toString());
        tags.stream().map(Tag::value).forEach(detail.putArray("tags")::add);
        return events.write(
                entry.kind() == BinEntry.Kind.TAG ? EventType.TAG_RESTORED : EventType.IMAGE_RESTORED,
                entry.repository().space(),
                detail);
    }

    /** The tags that nobody has pushed since. */
    private List<Tag> free(RepositoryName repository, List<Tag> tags) {
        List<Map<String, AttributeValue>> keys =
                tags.stream().map(tag -> BinItems.tagKey(repository, tag)).toList();
        List<Map<String, AttributeValue>> taken = keys.isEmpty() ? List.of() : BatchGet.read(dynamo, table, keys);
        return tags.stream()
                .filter(tag ->
                        BatchGet.pick(taken, BinItems.tagKey(repository, tag)).isEmpty())
                .toList();
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
