package io.slipway.core.housekeeping;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows what a janitor would do: it reads as always, and every removal succeeds without one. */
record DryRun(Reviews reviews, Garbage garbage) implements Reviews, Garbage {
    @Override
    public List<Entry> free(int part, Optional<Entry> after, Instant before, int limit) {
        return reviews.free(part, after, before, limit);
    }

    @Override
    public List<Entry> timed(int part, Optional<Entry> after, Instant before, int limit) {
        return reviews.timed(part, after, before, limit);
    }

    @Override
    public void done(Entry entry) {}

    @Override
    public void postpone(Entry entry, Instant moment) {}

    @Override
    public BlobLink link(RepositoryName repository, Digest digest) {
        return garbage.link(repository, digest);
    }

    @Override
    public boolean isUsed(RepositoryName repository, Digest digest) {
        return garbage.isUsed(repository, digest);
    }

    @Override
    public void endUse(RepositoryName repository, Digest digest, Digest manifest) {}

    @Override
    public boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, Instant moment) {
        return true;
    }

    @Override
    public void forgetDeletions(RepositoryName repository, Digest digest, BlobLink seen) {}

    @Override
    public Users users(Review.StoredObject object) {
        return garbage.users(object);
    }

    @Override
    public void remove(Review.StoredObject object, List<String> layers) {}

    @Override
    public Optional<Instant> end(RepositoryName repository, String session, Instant now) {
        return Optional.empty();
    }

    @Override
    public FirstChunks firstChunks() {
        return garbage.firstChunks();
    }

    @Override
    public void firstChunks(FirstChunks position) {}

    @Override
    public List<String> firstChunks(String after) {
        return garbage.firstChunks(after);
    }

    @Override
    public Optional<Review.StoredObject> firstChunk(String key) {
        return garbage.firstChunk(key);
    }

    @Override
    public void removeMark(String key) {}

    @Override
    public void forgetClearing(RepositoryName repository, long cleared) {}
}
