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
    public void linkLanded(RepositoryName repository, Digest digest, Landed landed, BlobLink seen) {
        synchronized (store) {
            BlobLink now = find(repository, digest);
            if (now.blob().isEmpty()
                    && now.deletedUpload().equals(seen.deletedUpload())
                    && isCurrent(repository, landed)) {
                link(repository, digest, landed.blob());
            }
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
    public boolean isCurrent(RepositoryName repository, Landed landed) {
        synchronized (store) {
            return landed.begunAfter(store.cleared.getOrDefault(repository, 0L));
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
}
