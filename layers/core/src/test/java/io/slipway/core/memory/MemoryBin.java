package io.slipway.core.memory;

import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagSettings;
import io.slipway.core.referrer.Referrer;
import io.slipway.core.tag.TagRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class MemoryBin implements Bin {
    private final Store store;
    private final TreeMap<String, BinEntry> entries = new TreeMap<>();

    /** The entries of deleted images among the referrers of their subjects. */
    private final Map<String, Referrer> referrers = new HashMap<>();

    private int number;

    MemoryBin(Store store) {
        this.store = store;
    }

    @Override
    public TagState read(RepositoryName repository, Tag tag) {
        synchronized (store) {
            return new TagState(
                    Optional.ofNullable(store.contents(repository).tags.get(tag.value()))
                            .map(TagRecord::digest),
                    TagSettings.DEFAULT);
        }
    }

    @Override
    public ManifestState read(RepositoryName repository, Digest digest) {
        synchronized (store) {
            Partition contents = store.contents(repository);
            List<Tag> tags = contents.tags.values().stream()
                    .filter(tag -> tag.digest().equals(digest))
                    .map(tag -> new Tag(tag.name()))
                    .toList();
            return Optional.ofNullable(contents.manifests.get(digest))
                    .map(entry ->
                            ManifestState.of(digest, entry.revision(), entry.subject(), tags, TagSettings.DEFAULT))
                    .orElse(ManifestState.missing(TagSettings.DEFAULT));
        }
    }

    @Override
    public Indexes indexes(RepositoryName repository, Digest digest) {
        synchronized (store) {
            Partition contents = store.contents(repository);
            return new Indexes(
                    contents.users(digest).findFirst(),
                    contents.binned.entrySet().stream()
                            .filter(it -> it.getValue().uses().contains(digest))
                            .flatMap(it -> Optional.ofNullable(entries.get(it.getKey())).stream())
                            .map(BinEntry::until)
                            .max(Instant::compareTo));
        }
    }

    @Override
    public Optional<BinEntry> discard(RepositoryName repository, Tag tag, Digest seen, Stay stay) {
        synchronized (store) {
            Partition contents = store.contents(repository);
            TagRecord record = contents.tags.get(tag.value());
            if (record == null || !record.digest().equals(seen) || !isInProgress(repository, stay)) {
                return Optional.empty();
            }
            contents.tags.remove(tag.value());
            store.events.record(
                    EventType.TAG_DELETED,
                    repository.space(),
                    MemoryEvents.detail(repository).put("tag", tag.value()));
            Instant now = store.clock.instant();
            return Optional.of(add(BinEntry.ofTag(id(now), repository, tag, seen, now, stay)));
        }
    }

    @Override
    public Optional<BinEntry> discard(RepositoryName repository, Discarded manifest, Stay stay) {
        synchronized (store) {
            Partition contents = store.contents(repository);
            Partition.Entry entry = contents.manifests.get(manifest.digest());
            if (entry == null
                    || !isInProgress(repository, stay)
                    || !entry.revision().equals(manifest.revision())
                    || !manifest.tags().stream()
                            .allMatch(tag -> Optional.ofNullable(contents.tags.get(tag.value()))
                                    .filter(record -> record.digest().equals(manifest.digest()))
                                    .isPresent())) {
                return Optional.empty();
            }
            contents.manifests.remove(manifest.digest());
            manifest.tags().forEach(tag -> contents.tags.remove(tag.value()));
            Optional<Referrer> referrer = manifest.subject()
                    .map(contents.referrers::get)
                    .map(referrers -> referrers.remove(manifest.digest().toString()));
            Instant now = store.clock.instant();
            BinEntry binned = add(BinEntry.ofImage(id(now), repository, manifest, now, stay));
            referrer.ifPresent(it -> referrers.put(binned.id(), it));
            contents.binned.put(binned.id(), entry);
            store.events.record(
                    EventType.IMAGE_DELETED,
                    repository.space(),
                    MemoryEvents.detail(repository)
                            .put("digest", manifest.digest().toString()));
            return Optional.of(binned);
        }
    }

    private boolean isInProgress(RepositoryName repository, Stay stay) {
        return stay.deletion().stream()
                .allMatch(deletion -> store.repository(repository)
                        .filter(entry -> entry.isBeingDeleted(deletion))
                        .isPresent());
    }

    /** Returns the id of a new entry; ids sort by the time of the deletion. */
    String id(Instant deleted) {
        return String.format(Locale.ROOT, "%013d-%08d", deleted.toEpochMilli(), number++);
    }

    BinEntry add(BinEntry entry) {
        entries.put(entry.id(), entry);
        return entry;
    }

    /** Removes an entry; returns whether it was there. */
    boolean remove(BinEntry entry) {
        return entries.remove(entry.id()) != null;
    }

    /** Returns what an image had among the referrers of its subject. */
    Optional<Referrer> referrer(String id) {
        return Optional.ofNullable(referrers.get(id));
    }

    @Override
    public List<BinEntry> list(SpaceName space, String after, int limit) {
        synchronized (store) {
            return entries.tailMap(after, false).values().stream()
                    .filter(entry -> entry.repository().space().equals(space))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public Optional<BinEntry> find(SpaceName space, String id) {
        synchronized (store) {
            return Optional.ofNullable(entries.get(id))
                    .filter(entry -> entry.repository().space().equals(space));
        }
    }

    @Override
    public void empty(BinEntry entry) {
        synchronized (store) {
            entries.remove(entry.id());
            referrers.remove(entry.id());
            Optional.ofNullable(store.contents(entry.repository()).binned.remove(entry.id()))
                    .ifPresent(gone -> MemoryManifests.review(store, entry.repository(), gone));
        }
    }
}
