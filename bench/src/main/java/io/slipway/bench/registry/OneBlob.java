package io.slipway.bench.registry;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table in which every blob is linked, so that a benchmark measures only the function's own part of a pull. */
final class OneBlob implements BlobLinks {
    private static final BlobLink LINK =
            BlobLink.to(new StoredBlob("blobs/default/9f1b2c3d-0000-4000-8000-000000000000", 31_415_926));

    @Override
    public BlobLink find(RepositoryName repository, Digest digest) {
        return LINK;
    }

    @Override
    public Map<Digest, BlobLink> findAll(RepositoryName repository, Collection<Digest> digests) {
        throw new UnsupportedOperationException("a pull looks for one blob");
    }

    @Override
    public void link(RepositoryName repository, Digest digest, StoredBlob blob) {
        throw new UnsupportedOperationException("a pull writes nothing");
    }

    @Override
    public boolean linkLanded(RepositoryName repository, Digest digest, Landed landed, BlobLink seen) {
        throw new UnsupportedOperationException("a pull writes nothing");
    }

    @Override
    public boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, List<Landed> landed) {
        throw new UnsupportedOperationException("a pull writes nothing");
    }

    @Override
    public boolean linkFromSpace(RepositoryName repository, Digest digest, Instant since) {
        throw new UnsupportedOperationException("a pull names its repository");
    }

    @Override
    public boolean isCurrent(RepositoryName repository, Digest digest, Landed landed) {
        throw new UnsupportedOperationException("nothing has landed");
    }

    @Override
    public Map<Digest, StoredBlob> linkAll(RepositoryName repository, Map<Digest, StoredBlob> blobs) {
        throw new UnsupportedOperationException("a pull writes nothing");
    }

    @Override
    public boolean share(RepositoryName from, RepositoryName to, Map<Digest, StoredBlob> blobs) {
        throw new UnsupportedOperationException("a pull writes nothing");
    }

    @Override
    public boolean mount(RepositoryName source, RepositoryName repository, Digest digest, StoredBlob blob) {
        throw new UnsupportedOperationException("a pull writes nothing");
    }

    @Override
    public Optional<Digest> user(RepositoryName repository, Digest digest) {
        throw new UnsupportedOperationException("a pull deletes nothing");
    }

    @Override
    public void review(RepositoryName repository, Digest digest, StoredBlob blob) {
        throw new UnsupportedOperationException("a pull writes nothing");
    }
}
