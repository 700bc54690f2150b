package io.slipway.core.memory;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Garbage;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.memory.Store.SpacesBlob;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.FirstChunkKey;
import io.slipway.core.upload.UploadObjects;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds record no layers here, so no object is a layer. */
final class MemoryGarbage implements Garbage {
    private static final int PAGE = 100;

    private final Store store;
    private final MemoryBucket bucket;
    private FirstChunks firstChunks = new FirstChunks(new LandingDay(0), "");

    MemoryGarbage(Store store, MemoryBucket bucket) {
        this.store = store;
        this.bucket = bucket;
    }

    @Override
    public BlobLink link(RepositoryName repository, Digest digest) {
        synchronized (store) {
            return store.contents(repository).links.getOrDefault(digest, BlobLink.ABSENT);
        }
    }

    @Override
    public boolean isUsed(RepositoryName repository, Digest digest) {
        synchronized (store) {
            return store.contents(repository).isUsed(digest);
        }
    }

    /** Does nothing: a use ends with its manifest here. */
    @Override
    public void endUse(RepositoryName repository, Digest digest, Digest manifest) {}

    @Override
    public boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, Instant moment) {
        synchronized (store) {
            boolean asSeen = MemoryBlobLinks.end(store, repository, digest, seen, List.of());
            if (asSeen) {
                seen.blob()
                        .ifPresent(blob ->
                                store.reviews.addTimed(MemoryBlobLinks.object(repository, digest, blob), moment));
            }
            return asSeen;
        }
    }

    @Override
    public void forgetDeletions(RepositoryName repository, Digest digest, BlobLink seen) {
        synchronized (store) {
            BlobLink now = link(repository, digest);
            if (now.blob().isEmpty() && now.deletedUploads().equals(seen.deletedUploads())) {
                store.contents(repository).links.remove(digest);
            }
        }
    }

    @Override
    public Users users(Review.StoredObject object) {
        synchronized (store) {
            boolean linked = store.partitions(object.space())
                    .flatMap(contents -> contents.links.getOrDefault(object.digest(), BlobLink.ABSENT).blob().stream())
                    .anyMatch(blob -> blob.key().equals(object.key()));
            return new Users(linked, List.of());
        }
    }

    @Override
    public void remove(Review.StoredObject object, List<String> layers) {
        synchronized (store) {
            store.blobs.computeIfPresent(
                    new SpacesBlob(object.space(), object.digest()),
                    (key, holder) -> holder.blob().key().equals(object.key()) ? null : holder);
            store.objects.remove(object.key());
        }
    }

    @Override
    public Optional<Instant> end(RepositoryName repository, String session, Instant now) {
        synchronized (store) {
            Optional<SessionState> found =
                    Optional.ofNullable(store.contents(repository).uploads.get(session));
            Optional<Instant> until = found.map(
                    state -> state.expires().isAfter(state.claimExpires()) ? state.expires() : state.claimExpires());
            if (until.filter(end -> !now.isAfter(end)).isPresent()) {
                return until.map(end -> end.plusSeconds(1));
            }
            found.filter(SessionState::open).ifPresent(state -> {
                String whole = UploadObjects.key(repository, session);
                state.session().multipart().ifPresent(multipart -> bucket.abort(whole, multipart));
                bucket.deleteTail(whole);
            });
            store.objects.keySet().removeIf(key -> key.startsWith("chunks/" + session + "/"));
            store.contents(repository).uploads.remove(session);
            return Optional.empty();
        }
    }

    @Override
    public FirstChunks firstChunks() {
        synchronized (store) {
            return firstChunks;
        }
    }

    @Override
    public void firstChunks(FirstChunks position) {
        synchronized (store) {
            firstChunks = position;
        }
    }

    @Override
    public List<String> firstChunks(String after) {
        synchronized (store) {
            return store.objects.keySet().stream()
                    .filter(key -> key.startsWith(FirstChunkKey.PREFIX) && key.compareTo(after) > 0)
                    .sorted()
                    .limit(PAGE)
                    .toList();
        }
    }

    @Override
    public Optional<Review.StoredObject> firstChunk(String key) {
        return FirstChunkKey.parse(key)
                .flatMap(parsed -> bucket.first(key)
                        .map(chunk -> new Review.StoredObject(parsed.space(), chunk.digest(), key, chunk.size())));
    }

    @Override
    public void removeMark(String key) {
        synchronized (store) {
            store.objects.remove(key);
        }
    }

    @Override
    public void forgetClearing(RepositoryName repository, long cleared) {
        synchronized (store) {
            store.cleared.remove(repository, cleared);
        }
    }
}
