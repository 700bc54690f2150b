package io.slipway.core.memory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.bin.BinContents;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.tag.TagRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

final class MemoryBinContents implements BinContents {
    private final Store store;
    private final MemoryBin bin;

    MemoryBinContents(Store store, MemoryBin bin) {
        this.store = store;
        this.bin = bin;
    }

    @Override
    public Optional<Held> find(RepositoryName repository, Digest digest) {
        synchronized (store) {
            return Optional.ofNullable(store.contents(repository).manifests.get(digest))
                    .map(entry -> new Held(digest, entry::manifest, Optional.empty()))
                    .or(() -> binned(repository, digest)
                            .map(it -> new Held(digest, it.getValue()::manifest, Optional.of(it.getKey()))));
        }
    }

    /** Returns a manifest in the bin, with the id of its entry. */
    private Optional<Map.Entry<String, Partition.Entry>> binned(RepositoryName repository, Digest digest) {
        return store.contents(repository).binned.entrySet().stream()
                .filter(it -> it.getValue().manifest().digest().equals(digest))
                .findFirst();
    }

    @Override
    public List<Held> findAll(RepositoryName repository, Collection<Digest> digests) {
        return digests.stream()
                .flatMap(digest -> find(repository, digest).stream())
                .toList();
    }

    @Override
    public List<Digest> referrers(RepositoryName repository, Digest subject) {
        synchronized (store) {
            return store.contents(repository).binned.values().stream()
                    .filter(entry -> entry.subject().equals(Optional.of(subject)))
                    .map(entry -> entry.manifest().digest())
                    .toList();
        }
    }

    @Override
    public Blobs blobs(RepositoryName repository, Collection<Digest> digests) {
        synchronized (store) {
            boolean sparse = store.space(repository.space())
                    .filter(space -> space.settings().sparse())
                    .isPresent();
            return new Blobs(
                    digests.stream()
                            .filter(digest -> isLinked(repository, digest))
                            .collect(Collectors.toSet()),
                    sparse);
        }
    }

    private boolean isLinked(RepositoryName repository, Digest digest) {
        return store.contents(repository)
                .links
                .getOrDefault(digest, BlobLink.ABSENT)
                .blob()
                .isPresent();
    }

    @Override
    public Set<Tag> taken(RepositoryName repository, Collection<Tag> tags) {
        synchronized (store) {
            Set<String> all = store.contents(repository).tags.keySet();
            return tags.stream().filter(tag -> all.contains(tag.value())).collect(Collectors.toSet());
        }
    }

    @Override
    public Map<String, State> states(Collection<BinEntry> all) {
        synchronized (store) {
            return all.stream().collect(Collectors.toMap(BinEntry::id, this::state));
        }
    }

    private State state(BinEntry entry) {
        RepositoryName name = entry.repository();
        if (entry.kind() == BinEntry.Kind.REPOSITORY) {
            Optional<Store.Entry> found =
                    store.repository(name).filter(it -> it.deleting().isEmpty());
            return new State(found.isPresent(), found.flatMap(Store.Entry::entry), Set.of());
        }
        Map<String, TagRecord> tags = store.contents(name).tags;
        Set<Tag> named = entry.tags().stream()
                .filter(tag -> Optional.ofNullable(tags.get(tag.value()))
                        .filter(record -> record.digest().equals(entry.manifest()))
                        .isPresent())
                .collect(Collectors.toSet());
        return find(name, entry.manifest())
                .map(held -> new State(true, held.entry(), named))
                .orElse(State.NOTHING);
    }

    @Override
    public boolean isOpen(RepositoryName repository) {
        synchronized (store) {
            return store.repository(repository).filter(Store.Entry::isOpen).isPresent();
        }
    }

    @Override
    public boolean restoreTags(BinEntry entry, List<Tag> tags) {
        synchronized (store) {
            boolean restorable = isFree(entry, tags)
                    && store.contents(entry.repository()).manifests.containsKey(entry.manifest());
            if (restorable) {
                restore(entry, tags);
            }
            return restorable;
        }
    }

    @Override
    public boolean restoreImage(BinEntry entry, Image image, List<Tag> tags) {
        synchronized (store) {
            Optional<Map.Entry<String, Partition.Entry>> found = binned(entry.repository(), entry.manifest());
            boolean restorable = found.isPresent()
                    && isFree(entry, tags)
                    && image.linked().stream().allMatch(blob -> isLinked(entry.repository(), blob));
            if (restorable) {
                putBack(entry.repository(), found.get().getKey(), found.get().getValue());
                restore(entry, tags);
            }
            return restorable;
        }
    }

    private void putBack(RepositoryName repository, String id, Partition.Entry manifest) {
        Partition contents = store.contents(repository);
        Digest digest = manifest.manifest().digest();
        contents.binned.remove(id);
        contents.manifests.put(digest, manifest);
        manifest.subject()
                .ifPresent(subject -> bin.referrer(id)
                        .ifPresent(referrer -> contents.referrers
                                .computeIfAbsent(subject, any -> new TreeMap<>())
                                .put(digest.toString(), referrer)));
    }

    private boolean isFree(BinEntry entry, List<Tag> tags) {
        return isOpen(entry.repository())
                && taken(entry.repository(), tags).isEmpty()
                && bin.find(entry.repository().space(), entry.id()).isPresent();
    }

    private void restore(BinEntry entry, List<Tag> tags) {
        Partition contents = store.contents(entry.repository());
        Instant now = store.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        contents.manifests.computeIfPresent(entry.manifest(), (any, manifest) -> manifest.pushedAt(now));
        tags.forEach(tag -> contents.tags.put(tag.value(), new TagRecord(tag.value(), entry.manifest(), now)));
        bin.remove(entry);
        ObjectNode detail = MemoryEvents.detail(entry.repository())
                .put("digest", entry.manifest().toString());
        ArrayNode names = detail.putArray("tags");
        tags.forEach(tag -> names.add(tag.value()));
        store.events.record(
                entry.kind() == BinEntry.Kind.TAG ? EventType.TAG_RESTORED : EventType.IMAGE_RESTORED,
                entry.repository().space(),
                detail);
    }
}
