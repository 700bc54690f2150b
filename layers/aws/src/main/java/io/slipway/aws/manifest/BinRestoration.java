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
import io.slipway.core.bin.BinEntry;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.RegistryException;
import io.slipway.core.event.EventType;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Restores an entry of the bin: the children of an index before it, and after it the referrers that were deleted with it or later. Each is a transaction of its own, so that a restoration that was interrupted can be repeated.
 */
final class BinRestoration {
    /** The maximum number of blobs that the transaction checks again: the items that it has room for in addition to the tags. */
    private static final int MAX_TOUCHED = 30;

    private final Table table;
    private final DynamoManifests manifests;
    private final EventLog events;
    private final Clock clock;

    BinRestoration(Table table, DynamoManifests manifests, EventLog events, Clock clock) {
        this.table = table;
        this.manifests = manifests;
        this.events = events;
        this.clock = clock;
    }

    Optional<List<Tag>> restore(BinEntry entry) {
        RepositoryName repository = entry.repository();
        Map<String, AttributeValue> item = table.get(BinItems.manifestKey(repository, entry.manifest()));
        boolean binned = ManifestItems.isBinned(item);
        if (item.isEmpty() || (!binned && entry.kind() == BinEntry.Kind.IMAGE)) {
            return Optional.empty();
        }
        if (entry.kind() == BinEntry.Kind.IMAGE) {
            return image(entry, item);
        }
        if (binned && restored(repository, item).isEmpty()) {
            return Optional.empty();
        }
        List<Tag> free = free(repository, entry.tags());
        return free.isEmpty() ? Optional.of(List.of()) : written(entry, free, false, List.of());
    }

    private Optional<List<Tag>> image(BinEntry entry, Map<String, AttributeValue> item) {
        RepositoryName repository = entry.repository();
        StoredManifest stored = manifests.read(item);
        Optional<Manifest> manifest = read(stored);
        Set<Digest> blobs = digests(manifest.map(Manifest::blobs));
        Optional<Set<Digest>> linked = linked(repository, blobs);
        if (linked.isEmpty()) {
            return Optional.empty();
        }
        restoreAll(repository, digests(manifest.map(Manifest::children)), 0);
        List<Write> more = new ArrayList<>();
        if (item.containsKey(ManifestItems.SUBJECT)) {
            more.addAll(BinItems.refer(repository, stored));
        }
        linked.get().stream().limit(MAX_TOUCHED).forEach(blob -> more.add(BlobItems.touch(repository, blob)));
        Optional<List<Tag>> tags = written(entry, free(repository, entry.tags()), true, more);
        if (tags.isPresent()) {
            restoreAll(repository, referrers(repository, entry.manifest()), Items.number(item, ManifestItems.BINNED));
        }
        return tags;
    }

    private static Set<Digest> digests(Optional<List<Descriptor>> descriptors) {
        Set<Digest> digests = new LinkedHashSet<>();
        descriptors.ifPresent(some -> some.forEach(it -> digests.add(it.digest())));
        return digests;
    }

    /** Returns the blobs that the repository has; empty if a client has deleted one that the manifest needs. */
    private Optional<Set<Digest>> linked(RepositoryName repository, Set<Digest> blobs) {
        Map<String, AttributeValue> space = SpaceItems.key(repository.space());
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        keys.add(space);
        blobs.forEach(blob -> keys.add(BlobItems.linkKey(repository, blob)));
        List<Map<String, AttributeValue>> found = table.getAll(keys);
        Set<Digest> linked = new LinkedHashSet<>(blobs);
        Map<Digest, BlobLink> links = BlobItems.readLinks(found);
        linked.removeIf(blob -> links.getOrDefault(blob, BlobLink.ABSENT).blob().isEmpty());
        boolean sparse = Items.pick(found, space).filter(SpaceItems::isSparse).isPresent();
        return linked.size() == blobs.size() || sparse ? Optional.of(linked) : Optional.empty();
    }

    /** Reads a manifest, unless its rules have changed since it was stored. */
    private static Optional<Manifest> read(StoredManifest stored) {
        try {
            return Optional.of(ManifestReader.read(stored.content(), stored.mediaType()));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    /** Restores those of the manifests that are in the bin until this moment or longer. */
    private void restoreAll(RepositoryName repository, Set<Digest> digests, long from) {
        List<Map<String, AttributeValue>> keys = digests.stream()
                .map(digest -> BinItems.manifestKey(repository, digest))
                .toList();
        table.getAll(keys).stream()
                .filter(item -> ManifestItems.isBinned(item) && Items.number(item, ManifestItems.BINNED) >= from)
                .forEach(item -> restored(repository, item));
    }

    private Optional<List<Tag>> restored(RepositoryName repository, Map<String, AttributeValue> item) {
        return table.find(BinItems.key(repository.space(), Items.string(item, ManifestItems.BIN_ENTRY)))
                .flatMap(entry -> image(BinItems.read(entry), item));
    }

    private Set<Digest> referrers(RepositoryName repository, Digest subject) {
        String prefix = Keys.binnedReferrers(subject);
        return table.range(Range.of(Keys.repository(repository)).prefix(prefix))
                .map(item -> Digest.parse(Items.string(item, Items.SK).substring(prefix.length())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Optional<List<Tag>> written(BinEntry entry, List<Tag> free, boolean binned, List<Write> more) {
        RepositoryName repository = entry.repository();
        String revision = UUID.randomUUID().toString();
        Instant now = clock.instant();
        List<Write> writes = new ArrayList<>();
        writes.add(RepositoryItems.checkOpen(repository));
        writes.add(BinItems.unmark(repository, entry.manifest(), revision, binned));
        writes.addAll(more);
        for (Tag tag : free) {
            writes.add(BinItems.tag(repository, tag, entry.manifest(), now.getEpochSecond()));
            writes.add(BinItems.tagOfManifest(repository, tag, entry.manifest(), revision));
        }
        writes.add(Write.delete(BinItems.key(repository.space(), entry.id())).ifExists());
        writes.add(event(entry, free));
        return table.tryWrite(writes) ? Optional.of(free) : Optional.empty();
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

    /** Returns the tags that were not pushed since. */
    private List<Tag> free(RepositoryName repository, List<Tag> tags) {
        List<Map<String, AttributeValue>> keys =
                tags.stream().map(tag -> BinItems.tagKey(repository, tag)).toList();
        List<Map<String, AttributeValue>> taken = table.getAll(keys);
        return tags.stream()
                .filter(tag ->
                        Items.pick(taken, BinItems.tagKey(repository, tag)).isEmpty())
                .toList();
    }
}
