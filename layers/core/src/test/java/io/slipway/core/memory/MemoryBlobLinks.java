package io.slipway.core.memory;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
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

    /** A link that is there stays. */
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
            BlobLink now = find(repository, digest);
            boolean asSeen = (seen.blob().isPresent() || !landed.isEmpty())
                    && now.revision().equals(seen.revision())
                    && now.deletedUploads().equals(seen.deletedUploads());
            if (asSeen) {
                List<String> deleted =
                        new ArrayList<>(landed.stream().map(Landed::upload).toList());
                deleted.addAll(now.deletedUploads());
                if (!now.upload().isEmpty()) {
                    deleted.add(now.upload());
                }
                store.contents(repository)
                        .links
                        .put(digest, new BlobLink(Optional.empty(), "", Instant.EPOCH, "", deleted));
            }
            return asSeen;
        }
    }

    @Override
    public void review(RepositoryName repository, Digest digest, StoredBlob blob) {
        // The twins never collect garbage.
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
