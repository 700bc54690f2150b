package io.slipway.aws.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.space.TagSettingsItems;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores the bin in DynamoDB. A manifest in the bin keeps its item, with a mark, so that all blobs it uses are kept; a tag is moved to its entry. A
 * push of the same manifest removes the mark.
 */
public final class DynamoBin implements Bin {
    private final Table table;
    private final DynamoManifests manifests;
    private final EventLog events;
    private final Clock clock;

    public DynamoBin(Table table, DynamoManifests manifests, EventLog events, Clock clock) {
        this.table = table;
        this.manifests = manifests;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public TagState read(RepositoryName repository, Tag tag) {
        Map<String, AttributeValue> tagKey = BinItems.tagKey(repository, tag);
        Map<String, AttributeValue> settings = TagSettingsItems.key(repository.space());
        List<Map<String, AttributeValue>> found = table.getAll(List.of(tagKey, settings));
        return new TagState(
                Items.pick(found, tagKey).map(item -> Digest.parse(Items.string(item, Items.DIGEST))),
                TagSettingsItems.read(Items.pick(found, settings)));
    }

    @Override
    public ManifestState read(RepositoryName repository, Digest digest) {
        Map<String, AttributeValue> key = BinItems.manifestKey(repository, digest);
        Map<String, AttributeValue> settingsKey = TagSettingsItems.key(repository.space());
        List<Map<String, AttributeValue>> found = table.getAll(List.of(key, settingsKey));
        TagSettings settings = TagSettingsItems.read(Items.pick(found, settingsKey));
        Optional<Map<String, AttributeValue>> manifest =
                Items.pick(found, key).filter(item -> !ManifestItems.isBinned(item));
        if (manifest.isEmpty()) {
            return ManifestState.missing(settings);
        }
        // A push between the two reads changes the manifest's revision.
        return ManifestState.of(
                digest,
                Items.string(manifest.get(), Items.REVISION),
                Items.optional(manifest.get(), ManifestItems.SUBJECT).map(Digest::parse),
                named(repository, digest),
                settings);
    }

    /** Returns the tags that name a manifest. */
    private List<Tag> named(RepositoryName repository, Digest digest) {
        List<Map<String, AttributeValue>> keys = new TagsOfManifest(table)
                .marks(repository, digest).keySet().stream()
                        .map(tag -> BinItems.tagKey(repository, tag))
                        .toList();
        return table.getAll(keys).stream()
                .filter(item -> Items.string(item, Items.DIGEST).equals(digest.toString()))
                .map(item -> new Tag(DynamoTags.name(item)))
                .toList();
    }

    @Override
    public Optional<BinEntry> discard(RepositoryName repository, Tag tag, Digest seen, Stay stay) {
        Instant now = clock.instant();
        BinEntry entry = BinEntry.ofTag(BinItems.id(now), repository, tag, seen, now, stay);
        List<Write> writes = new ArrayList<>();
        writes.add(BinItems.untag(repository, tag, seen));
        return written(
                entry,
                writes,
                EventType.TAG_DELETED,
                EventLog.detail(repository).put("tag", tag.toString()));
    }

    @Override
    public Optional<BinEntry> discard(RepositoryName repository, Discarded manifest, Stay stay) {
        Digest digest = manifest.digest();
        Instant now = clock.instant();
        BinEntry entry = BinEntry.ofImage(BinItems.id(now), repository, manifest, now, stay);
        List<Write> writes = new ArrayList<>();
        writes.add(BinItems.mark(entry, manifest.revision()));
        manifest.subject().ifPresent(subject -> writes.addAll(BinItems.unrefer(repository, subject, digest)));
        manifest.tags().forEach(tag -> writes.add(BinItems.untag(repository, tag, digest)));
        return written(
                entry,
                writes,
                EventType.IMAGE_DELETED,
                EventLog.detail(repository).put("digest", digest.toString()));
    }

    @Override
    public Indexes indexes(RepositoryName repository, Digest digest) {
        Edges.Users users = Edges.users(table, repository, digest, clock.instant());
        return new Indexes(users.live(), users.binned());
    }

    /** Writes an entry with its event and these deletions. */
    private Optional<BinEntry> written(BinEntry entry, List<Write> writes, EventType type, ObjectNode detail) {
        writes.add(Write.put(BinItems.write(entry)));
        writes.add(events.write(type, entry.repository().space(), detail));
        entry.deletion().ifPresent(deletion -> writes.add(RepositoryItems.checkLeaving(entry.repository(), deletion)));
        return table.tryWrite(writes) ? Optional.of(entry) : Optional.empty();
    }

    @Override
    public List<BinEntry> list(SpaceName space, String after, int limit) {
        Range range = Range.of(Keys.bin(space)).prefixAfter(Keys.binEntry(""), after);
        return table.first(range, limit).stream().map(BinItems::read).toList();
    }

    @Override
    public Optional<BinEntry> find(SpaceName space, String id) {
        return table.find(BinItems.key(space, id)).map(BinItems::read);
    }

    /** Removes an entry; a manifest that was pushed since is kept, because it is not in the bin any more. */
    @Override
    public void empty(BinEntry entry) {
        if (entry.kind() == BinEntry.Kind.IMAGE) {
            manifests.purge(entry);
        }
        table.delete(BinItems.key(entry.repository().space(), entry.id()));
    }
}
