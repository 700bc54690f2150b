package io.slipway.core.memory;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.memory.Store.Holder;
import io.slipway.core.memory.Store.SpacesBlob;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

final class MemoryBlobLinks implements BlobLinks {
    private final Store store;

    MemoryBlobLinks(Store store) {
        this.store = store;
    }

    @Override
    public BlobLink find(RepositoryName repository, Digest digest) {
        synchronized (store) {
            return store.contents(repository).links.getOrDefault(digest, BlobLink.ABSENT);
        }
    }

    @Override
    public Map<Digest, BlobLink> findAll(RepositoryName repository, Collection<Digest> digests) {
        synchronized (store) {
            Map<Digest, BlobLink> links = new HashMap<>(store.contents(repository).links);
            links.keySet().retainAll(digests);
            return links;
        }
    }

    @Override
    public void link(RepositoryName repository, Digest digest, StoredBlob blob) {
        synchronized (store) {
            link(repository, repository, digest, blob, "");
        }
    }

    /** Keeps an existing link. */
    private void link(RepositoryName holder, RepositoryName repository, Digest digest, StoredBlob blob, String upload) {
        BlobLink now = find(repository, digest);
        StoredBlob linked = now.blob().orElse(blob);
        store.contents(repository)
                .links
                .put(
                        digest,
                        new BlobLink(
                                Optional.of(linked),
                                UUID.randomUUID().toString(),
                                store.clock.instant(),
                                now.blob().isEmpty() ? upload : now.upload(),
                                now.deletedUploads()));
        store.blobs.put(new SpacesBlob(repository.space(), digest), new Holder(holder, linked, store.clock.millis()));
        Instant written = store.clock.instant();
        store.reviews.addFree(links(repository, digest), written);
        if (!linked.key().equals(blob.key())) {
            store.reviews.addFree(object(repository, digest, blob), written);
        }
    }

    @Override
    public boolean linkLanded(RepositoryName repository, Digest digest, Landed landed, BlobLink seen) {
        synchronized (store) {
            BlobLink now = find(repository, digest);
            boolean free = now.blob().isEmpty()
                    ? now.deletedUploads().equals(seen.deletedUploads())
                    : now.blob().equals(Optional.of(landed.blob()));
            boolean links = free && isCurrent(repository, digest, landed);
            if (links) {
                store.contents(repository).landed.put(landed.upload(), digest);
                link(repository, repository, digest, landed.blob(), landed.upload());
            }
            return links;
        }
    }

    @Override
    public boolean mount(RepositoryName source, RepositoryName repository, Digest digest, StoredBlob blob) {
        synchronized (store) {
            boolean serves = find(source, digest).blob().equals(Optional.of(blob));
            if (serves) {
                link(source, repository, digest, blob, "");
            }
            return serves;
        }
    }

    @Override
    public Optional<Digest> user(RepositoryName repository, Digest digest) {
        synchronized (store) {
            return store.contents(repository).users(digest).findFirst();
        }
    }

    @Override
    public boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, List<Landed> landed) {
        synchronized (store) {
            boolean ended =
                    (seen.blob().isPresent() || !landed.isEmpty()) && end(store, repository, digest, seen, landed);
            if (ended) {
                Stream.concat(landed.stream().map(Landed::blob), seen.blob().stream())
                        .distinct()
                        .forEach(blob -> review(repository, digest, blob));
                store.events.record(
                        EventType.BLOB_DELETED,
                        repository.space(),
                        MemoryEvents.detail(repository).put("digest", digest.toString()));
            }
            return ended;
        }
    }

    /** Removes a link that has not changed since it was read. The uploads of its bytes count as deleted until nothing can be linked from them. */
    static boolean end(Store store, RepositoryName repository, Digest digest, BlobLink seen, List<Landed> landed) {
        Map<Digest, BlobLink> links = store.contents(repository).links;
        BlobLink now = links.getOrDefault(digest, BlobLink.ABSENT);
        if (!now.revision().equals(seen.revision()) || !now.deletedUploads().equals(seen.deletedUploads())) {
            return false;
        }
        List<String> deleted =
                new ArrayList<>(landed.stream().map(Landed::upload).toList());
        Stream.concat(Stream.of(now.upload()), now.deletedUploads().stream())
                .filter(upload -> !deleted.contains(upload)
                        && LandingDay.of(upload).closed().isAfter(store.clock.instant()))
                .forEach(deleted::add);
        if (deleted.isEmpty()) {
            links.remove(digest);
        } else {
            links.put(digest, new BlobLink(Optional.empty(), "", Instant.EPOCH, "", deleted));
            deleted.stream()
                    .map(upload -> LandingDay.of(upload).closed())
                    .max(Instant::compareTo)
                    .ifPresent(closed -> store.reviews.addTimed(links(repository, digest), closed));
        }
        return true;
    }

    private static Review links(RepositoryName repository, Digest digest) {
        return new Review.Links(repository, List.of(digest), Optional.empty());
    }

    /** Returns the review of the object that holds these bytes. */
    static Review object(RepositoryName repository, Digest digest, StoredBlob blob) {
        return new Review.StoredObject(repository.space(), digest, blob.key(), blob.size());
    }

    @Override
    public void review(RepositoryName repository, Digest digest, StoredBlob blob) {
        store.reviews.addFree(object(repository, digest, blob), store.clock.instant());
    }

    @Override
    public boolean isCurrent(RepositoryName repository, Digest digest, Landed landed) {
        synchronized (store) {
            Digest brought = store.contents(repository).landed.get(landed.upload());
            return landed.begunAfter(store.cleared.getOrDefault(repository, 0L))
                    && (brought == null || brought.equals(digest));
        }
    }

    @Override
    public boolean linkFromSpace(RepositoryName repository, Digest digest, Instant since) {
        synchronized (store) {
            Optional<Holder> holder = Optional.ofNullable(store.blobs.get(new SpacesBlob(repository.space(), digest)))
                    .filter(it -> it.linked() >= since.toEpochMilli())
                    .filter(it -> find(it.repository(), digest)
                            .blob()
                            .filter(blob -> blob.key().equals(it.blob().key()))
                            .isPresent());
            holder.ifPresent(it -> link(it.repository(), repository, digest, it.blob(), ""));
            return holder.isPresent();
        }
    }

    @Override
    public Map<Digest, StoredBlob> linkAll(RepositoryName repository, Map<Digest, StoredBlob> blobs) {
        synchronized (store) {
            blobs.forEach((digest, blob) -> link(repository, repository, digest, blob, ""));
            Map<Digest, StoredBlob> linked = new HashMap<>();
            blobs.forEach((digest, blob) ->
                    linked.put(digest, find(repository, digest).blob().orElseThrow()));
            return linked;
        }
    }

    @Override
    public boolean share(RepositoryName from, RepositoryName to, Map<Digest, StoredBlob> blobs) {
        synchronized (store) {
            boolean served = blobs.entrySet().stream()
                    .allMatch(it -> find(from, it.getKey())
                            .blob()
                            .filter(blob -> blob.key().equals(it.getValue().key()))
                            .isPresent());
            if (served) {
                blobs.forEach((digest, blob) -> link(from, to, digest, blob, ""));
            }
            return served;
        }
    }
}
