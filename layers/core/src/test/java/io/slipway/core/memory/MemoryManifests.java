package io.slipway.core.memory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.ManifestHead;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.manifest.PushView;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.memory.Store.Entry;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagSettings;
import io.slipway.core.referrer.Referrer;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.space.Space;
import io.slipway.core.space.Visibility;
import io.slipway.core.tag.TagRecord;
import io.slipway.core.usage.QuotaUse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

final class MemoryManifests implements Manifests {
    /** The size up to which an item holds a manifest. */
    private static final int MAX_INLINE = 256 * 1024;

    private final Store store;

    MemoryManifests(Store store) {
        this.store = store;
    }

    @Override
    public Optional<Digest> resolve(RepositoryName repository, Tag tag) {
        synchronized (store) {
            return Optional.ofNullable(store.contents(repository).tags.get(tag.value()))
                    .map(TagRecord::digest);
        }
    }

    @Override
    public Optional<ManifestHead> head(RepositoryName repository, Tag tag) {
        synchronized (store) {
            return resolve(repository, tag).flatMap(digest -> head(repository, digest));
        }
    }

    @Override
    public Optional<ManifestHead> head(RepositoryName repository, Digest digest) {
        return find(repository, digest).map(it -> new ManifestHead(it.digest(), it.mediaType(), it.content().length));
    }

    @Override
    public Optional<StoredManifest> find(RepositoryName repository, Digest digest) {
        synchronized (store) {
            return Optional.ofNullable(store.contents(repository).manifests.get(digest))
                    .map(Partition.Entry::manifest);
        }
    }

    @Override
    public PushView view(RepositoryName repository, Optional<Digest> manifest, Collection<Digest> uses) {
        synchronized (store) {
            Map<Digest, BlobLink> links = new HashMap<>(store.contents(repository).links);
            links.keySet().retainAll(List.copyOf(uses));
            Optional<Space> space = store.space(repository.space());
            Optional<Entry> found = store.repository(repository);
            return new PushView(
                    store.isOpen(repository.space()),
                    space.filter(it -> it.settings().sparse()).isPresent(),
                    new RepositoryState(
                            found.isPresent(),
                            found.flatMap(Entry::deleting).isPresent(),
                            found.flatMap(Entry::entry).isPresent(),
                            found.map(Entry::generation).orElse(""),
                            cleared(repository),
                            space.map(it -> it.settings().defaultVisibility()).orElse(Visibility.PRIVATE),
                            TagSettings.DEFAULT),
                    links,
                    manifest.map(store.contents(repository).manifests::get)
                            .map(entry -> entry.manifest().mediaType()),
                    space.map(it -> new QuotaUse(
                                    it.quota(),
                                    new MemoryUsages(store).space(it.name()).bytes(),
                                    it.repositories()))
                            .orElse(QuotaUse.UNLIMITED));
        }
    }

    private long cleared(RepositoryName repository) {
        return store.cleared.getOrDefault(repository, 0L);
    }

    @Override
    public PushOutcome push(ManifestPush push) {
        synchronized (store) {
            Partition contents = store.contents(push.repository());
            Optional<Partition.Entry> same = Optional.ofNullable(contents.manifests.get(push.digest()));
            boolean retyped = same.isPresent()
                    && !same.get().manifest().mediaType().equals(push.manifest().mediaType());
            List<Tag> pinned = push.tags().stream()
                    .filter(tag ->
                            !contents.pins.getOrDefault(tag, push.pusher()).equals(push.pusher()))
                    .toList();
            boolean taken =
                    push.newTags() && push.tags().stream().anyMatch(tag -> contents.tags.containsKey(tag.value()));
            boolean unlinked = same.isEmpty()
                    && push.linked().stream()
                            .anyMatch(digest -> contents.links
                                    .getOrDefault(digest, BlobLink.ABSENT)
                                    .blob()
                                    .isEmpty());
            if (retyped || !pinned.isEmpty() || taken || unlinked || !holds(push.repository(), push.state())) {
                return new PushOutcome(false, pinned, retyped);
            }
            store(push, contents);
            return new PushOutcome(true, List.of(), false);
        }
    }

    /** Returns whether the repository is in the state in which the push saw it. */
    private boolean holds(RepositoryName name, RepositoryState seen) {
        Optional<Entry> found = store.repository(name);
        if (seen.there()) {
            return found.filter(entry -> entry.deleting().isEmpty()
                            && entry.entry().isPresent() == seen.binned()
                            && entry.generation().equals(seen.generation()))
                    .isPresent();
        }
        SpaceName space = name.space();
        return found.isEmpty() && cleared(name) == seen.cleared() && store.isOpen(space);
    }

    private void store(ManifestPush push, Partition contents) {
        if (!push.state().there() || push.state().binned()) {
            Instant now = store.clock.instant().truncatedTo(ChronoUnit.SECONDS);
            store.put(Entry.begin(push.repository(), now, push.state().initial()));
        }
        if (!push.state().there()) {
            store.count(push.repository().space(), 1);
        }
        Instant pushed = store.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Digest> subject = push.manifest().subject().map(Descriptor::digest);
        contents.manifests.put(
                push.digest(),
                new Partition.Entry(
                        new StoredManifest(push.digest(), push.manifest().mediaType(), push.content()),
                        subject,
                        push.manifest().uses(),
                        pushed,
                        UUID.randomUUID().toString(),
                        key(push, contents)));
        contents.binned.values().removeIf(entry -> entry.manifest().digest().equals(push.digest()));
        contents.pushed = pushed;
        push.tags().forEach(tag -> contents.tags.put(tag.value(), new TagRecord(tag.value(), push.digest(), pushed)));
        subject.ifPresent(digest -> contents.referrers
                .computeIfAbsent(digest, any -> new TreeMap<>())
                .put(push.digest().toString(), Referrer.of(push.digest(), push.manifest(), push.content().length)));
        store.events.record(EventType.IMAGE_PUSHED, push.repository().space(), detail(push));
    }

    /** Writes the bytes of a large manifest to an object, unless it is stored; returns the object's key. */
    private Optional<String> key(ManifestPush push, Partition contents) {
        Optional<Partition.Entry> same = Stream.concat(
                        contents.manifests.values().stream(), contents.binned.values().stream())
                .filter(entry -> entry.manifest().digest().equals(push.digest()))
                .findFirst();
        if (same.isPresent() || push.content().length <= MAX_INLINE) {
            return same.flatMap(Partition.Entry::key);
        }
        String key = "manifests/" + push.repository().space() + "/" + UUID.randomUUID();
        store.write(key, push.content());
        return Optional.of(key);
    }

    private static ObjectNode detail(ManifestPush push) {
        ObjectNode detail = MemoryEvents.detail(push.repository())
                .put("digest", push.digest().toString())
                .put("mediaType", push.manifest().mediaType())
                .put("size", push.content().length);
        ArrayNode tags = detail.putArray("tags");
        push.tags().forEach(tag -> tags.add(tag.value()));
        push.manifest()
                .subject()
                .ifPresent(subject -> detail.put("subject", subject.digest().toString()));
        return detail;
    }

    @Override
    public int countUsers(RepositoryName repository, Digest digest, int limit) {
        synchronized (store) {
            return (int) store.contents(repository).users(digest).limit(limit).count();
        }
    }

    @Override
    public void recordPull(RepositoryName repository, Digest digest, LocalDate day) {
        synchronized (store) {
            Partition contents = store.contents(repository);
            if (contents.manifests.containsKey(digest)) {
                contents.pulled.merge(digest, day, (noted, other) -> noted.isAfter(other) ? noted : other);
            }
        }
    }

    @Override
    public boolean delete(RepositoryName repository, Digest digest) {
        synchronized (store) {
            Partition contents = store.contents(repository);
            Optional<Partition.Entry> removed = Optional.ofNullable(contents.manifests.remove(digest));
            if (removed.isEmpty()) {
                return false;
            }
            contents.tags.values().removeIf(tag -> tag.digest().equals(digest));
            contents.pulled.remove(digest);
            removed.get()
                    .subject()
                    .map(contents.referrers::get)
                    .ifPresent(referrers -> referrers.remove(digest.toString()));
            review(store, repository, removed.get());
            store.events.record(
                    EventType.IMAGE_DELETED,
                    repository.space(),
                    MemoryEvents.detail(repository).put("digest", digest.toString()));
            return true;
        }
    }

    /** Queues reviews of the object of a permanently deleted manifest, and of the blobs and manifests that it used. */
    static void review(Store store, RepositoryName repository, Partition.Entry gone) {
        object(repository, gone).ifPresent(object -> store.reviews.addFree(object, store.clock.instant()));
        List<Digest> uses = List.copyOf(gone.uses());
        for (int from = 0; from < uses.size(); from += Review.Links.MAX_DIGESTS) {
            List<Digest> some = uses.subList(from, Math.min(uses.size(), from + Review.Links.MAX_DIGESTS));
            store.reviews.addFree(
                    new Review.Links(
                            repository, some, Optional.of(gone.manifest().digest())),
                    store.clock.instant());
        }
    }

    /** Returns the object that has the bytes of a manifest. */
    static Optional<Review.StoredObject> object(RepositoryName repository, Partition.Entry entry) {
        StoredManifest manifest = entry.manifest();
        return entry.key()
                .map(key ->
                        new Review.StoredObject(repository.space(), manifest.digest(), key, manifest.content().length));
    }
}
