package io.slipway.bench.registry;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.ManifestHead;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.manifest.PushView;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;

/** A table with one manifest for every tag and digest, so that a benchmark measures only the function's own part of a pull. */
final class OneManifest implements Manifests {
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    /** As large as the manifest of an image with ten layers. */
    private static final byte[] CONTENT =
            ("{\"schemaVersion\":2}" + " ".repeat(2_000)).getBytes(StandardCharsets.US_ASCII);

    static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, CONTENT);

    private static final ManifestHead HEAD = new ManifestHead(DIGEST, TYPE, CONTENT.length);

    @Override
    public Optional<Digest> resolve(RepositoryName repository, Tag tag) {
        return Optional.of(DIGEST);
    }

    @Override
    public Optional<ManifestHead> head(RepositoryName repository, Tag tag) {
        return Optional.of(HEAD);
    }

    @Override
    public Optional<ManifestHead> head(RepositoryName repository, Digest digest) {
        return Optional.of(HEAD);
    }

    @Override
    public Optional<StoredManifest> find(RepositoryName repository, Digest digest) {
        return Optional.of(new StoredManifest(DIGEST, TYPE, CONTENT));
    }

    @Override
    public PushView view(RepositoryName repository, Optional<Digest> manifest, Collection<Digest> uses) {
        throw new UnsupportedOperationException("a pull writes nothing");
    }

    @Override
    public PushOutcome push(ManifestPush push) {
        throw new UnsupportedOperationException("a pull writes nothing");
    }

    @Override
    public int countUsers(RepositoryName repository, Digest digest, int limit) {
        throw new UnsupportedOperationException("a pull deletes nothing");
    }

    @Override
    public void recordPull(RepositoryName repository, Digest digest, LocalDate day) {
        throw new UnsupportedOperationException("a pull writes nothing");
    }

    @Override
    public boolean delete(RepositoryName repository, Digest digest) {
        throw new UnsupportedOperationException("a pull deletes nothing");
    }
}
