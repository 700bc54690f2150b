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
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
            link(repository, repository, digest, blob);
        }
    }

    private void link(RepositoryName holder, RepositoryName repository, Digest digest, StoredBlob blob) {
        Optional<String> deleted = find(repository, digest).deletedUpload();
        store.contents(repository).links.put(digest, new BlobLink(Optional.of(blob), deleted));
        store.blobs.put(new SpacesBlob(repository.space(), digest), new Holder(holder, blob, store.clock.millis()));
    }

    @Override
    public boolean linkLanded(RepositoryName repository, Digest digest, Landed landed, BlobLink seen) {
        synchronized (store) {
            BlobLink now = find(repository, digest);
            boolean current = isCurrent(repository, digest, landed);
            if (now.blob().isEmpty() && now.deletedUpload().equals(seen.deletedUpload()) && current) {
                store.contents(repository).landed.put(landed.upload(), digest);
                link(repository, digest, landed.blob());
            }
            return current;
        }
    }

    @Override
    public boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, Optional<Landed> landed) {
        synchronized (store) {
            BlobLink now = find(repository, digest);
            boolean asSeen = landed.isEmpty()
                    ? now.blob().isPresent()
                    : now.deletedUpload().equals(seen.deletedUpload());
            if (asSeen) {
                Optional<String> deleted = landed.map(Landed::upload).or(now::deletedUpload);
                store.contents(repository).links.put(digest, new BlobLink(Optional.empty(), deleted));
            }
            return asSeen;
        }
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
            holder.ifPresent(it -> link(it.repository(), repository, digest, it.blob()));
            return holder.isPresent();
        }
    }

    @Override
    public void linkAll(RepositoryName repository, Map<Digest, StoredBlob> blobs) {
        synchronized (store) {
            blobs.forEach((digest, blob) -> link(repository, repository, digest, blob));
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
                blobs.forEach((digest, blob) -> link(from, to, digest, blob));
            }
            return served;
        }
    }
}
