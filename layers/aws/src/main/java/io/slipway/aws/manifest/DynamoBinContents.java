package io.slipway.aws.manifest;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.space.SpaceItems;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.bin.BinContents;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads and restores manifests in the bin, which keep their items with a mark. */
public final class DynamoBinContents implements BinContents {
    /** The maximum number of blobs that the transaction checks again: the items that it has room for in addition to the tags. */
    private static final int MAX_TOUCHED = 30;

    /** The attributes of manifests, tags and repositories that tell whether they exist and are in the bin. */
    private static final List<String> STATE = List.of(
            Items.PK, Items.SK, Items.DIGEST, ManifestItems.BINNED, ManifestItems.BIN_ENTRY, RepositoryItems.DELETING);

    private final Table table;
    private final DynamoManifests manifests;
    private final EventLog events;
    private final Clock clock;

    public DynamoBinContents(Table table, DynamoManifests manifests, EventLog events, Clock clock) {
        this.table = table;
        this.manifests = manifests;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<Held> find(RepositoryName repository, Digest digest) {
        return table.find(BinItems.manifestKey(repository, digest)).map(this::held);
    }

    @Override
    public List<Held> findAll(RepositoryName repository, Collection<Digest> digests) {
        List<Map<String, AttributeValue>> keys = digests.stream()
                .map(digest -> BinItems.manifestKey(repository, digest))
                .toList();
        return table.getAll(keys).stream().map(this::held).toList();
    }

    private Held held(Map<String, AttributeValue> item) {
        return new Held(ManifestItems.digest(item), () -> manifests.read(item), binEntry(item));
    }

    /** Returns the entry of a manifest that is in the bin. */
    private static Optional<String> binEntry(Map<String, AttributeValue> item) {
        return ManifestItems.isBinned(item) ? Items.optional(item, ManifestItems.BIN_ENTRY) : Optional.empty();
    }

    @Override
    public List<Digest> referrers(RepositoryName repository, Digest subject) {
        String prefix = Keys.binnedReferrers(subject);
        return table.range(Range.of(Keys.repository(repository)).prefix(prefix))
                .map(item -> Digest.parse(Items.string(item, Items.SK).substring(prefix.length())))
                .toList();
    }

    @Override
    public Blobs blobs(RepositoryName repository, Collection<Digest> digests) {
        Map<String, AttributeValue> space = SpaceItems.key(repository.space());
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        keys.add(space);
        digests.forEach(blob -> keys.add(BlobItems.linkKey(repository, blob)));
        List<Map<String, AttributeValue>> found = table.getAll(keys);
        Map<Digest, BlobLink> links = BlobItems.readLinks(found);
        Set<Digest> linked = digests.stream()
                .filter(blob -> links.getOrDefault(blob, BlobLink.ABSENT).blob().isPresent())
                .collect(Collectors.toSet());
        return new Blobs(
                linked, Items.pick(found, space).filter(SpaceItems::isSparse).isPresent());
    }

    @Override
    public Set<Tag> taken(RepositoryName repository, Collection<Tag> tags) {
        List<Map<String, AttributeValue>> keys =
                tags.stream().map(tag -> BinItems.tagKey(repository, tag)).toList();
        return table.getAll(keys).stream()
                .map(item -> new Tag(DynamoTags.name(item)))
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, State> states(Collection<BinEntry> entries) {
        Set<Map<String, AttributeValue>> keys = new LinkedHashSet<>();
        for (BinEntry entry : entries) {
            keys.add(named(entry));
            entry.tags().forEach(tag -> keys.add(BinItems.tagKey(entry.repository(), tag)));
        }
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> found = new HashMap<>();
        table.getAll(keys, STATE).forEach(item -> found.put(Items.keyOf(item), item));
        Map<String, State> states = new HashMap<>();
        entries.forEach(entry -> states.put(entry.id(), state(entry, found)));
        return states;
    }

    /** Returns the key of the manifest, or the repository, that an entry names. */
    private static Map<String, AttributeValue> named(BinEntry entry) {
        return entry.digest()
                .map(digest -> BinItems.manifestKey(entry.repository(), digest))
                .orElseGet(() -> RepositoryItems.key(entry.repository()));
    }

    private static State state(BinEntry entry, Map<Map<String, AttributeValue>, Map<String, AttributeValue>> found) {
        Map<String, AttributeValue> item = found.getOrDefault(named(entry), Map.of());
        if (entry.kind() == BinEntry.Kind.REPOSITORY) {
            Optional<String> in = RepositoryItems.binEntry(item);
            return new State(in.isPresent() || RepositoryItems.isOpen(item), in, Set.of());
        }
        Set<Tag> tags = entry.tags().stream()
                .filter(tag -> Items.optional(
                                found.getOrDefault(BinItems.tagKey(entry.repository(), tag), Map.of()), Items.DIGEST)
                        .equals(Optional.of(entry.manifest().toString())))
                .collect(Collectors.toSet());
        return new State(!item.isEmpty(), binEntry(item), tags);
    }

    @Override
    public boolean isOpen(RepositoryName repository) {
        return RepositoryItems.isOpen(table.get(RepositoryItems.key(repository)));
    }

    @Override
    public boolean restoreTags(BinEntry entry, List<Tag> tags) {
        return restore(entry, tags, false, List.of());
    }

    @Override
    public boolean restoreImage(BinEntry entry, Image image, List<Tag> tags) {
        RepositoryName repository = entry.repository();
        List<Write> more = new ArrayList<>();
        image.manifest().ifPresent(manifest -> more.addAll(BinItems.refer(repository, image.stored(), manifest)));
        image.linked().stream().limit(MAX_TOUCHED).forEach(blob -> more.add(BlobItems.touch(repository, blob)));
        return restore(entry, tags, true, more);
    }

    private boolean restore(BinEntry entry, List<Tag> tags, boolean binned, List<Write> more) {
        RepositoryName repository = entry.repository();
        String revision = UUID.randomUUID().toString();
        long now = clock.instant().getEpochSecond();
        List<Write> writes = new ArrayList<>();
        writes.add(RepositoryItems.checkOpen(repository));
        writes.add(BinItems.unmark(repository, entry.manifest(), revision, now, binned));
        writes.addAll(more);
        for (Tag tag : tags) {
            writes.add(BinItems.tag(repository, tag, entry.manifest(), now));
            writes.add(BinItems.tagOfManifest(repository, tag, entry.manifest(), revision));
        }
        writes.add(Write.delete(BinItems.key(repository.space(), entry.id())).ifExists());
        writes.add(event(entry, tags));
        return table.tryWrite(writes);
    }

    private Write event(BinEntry entry, List<Tag> tags) {
        var detail = EventLog.detail(entry.repository())
                .put("digest", entry.manifest().toString());
        tags.stream().map(Tag::value).forEach(detail.putArray("tags")::add);
        return events.write(
                entry.kind() == BinEntry.Kind.TAG ? EventType.TAG_RESTORED : EventType.IMAGE_RESTORED,
                entry.repository().space(),
                detail);
    }
}
