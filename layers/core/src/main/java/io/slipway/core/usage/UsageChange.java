package io.slipway.core.usage;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The blobs and manifests that a transaction has added to a repository, or removed from it.
 *
 * @param repository the repository
 * @param added whether they were added
 * @param blobs the blobs that were linked or unlinked, with their sizes
 * @param manifests the manifests that were stored or removed
 * @param pushed the time of the push, if it was one of a manifest
 */
public record UsageChange(
        RepositoryName repository, boolean added, Map<Digest, Long> blobs, Amount manifests, Optional<Instant> pushed) {
    public UsageChange {
        blobs = Map.copyOf(blobs);
    }

    public int sign() {
        return added ? 1 : -1;
    }
}
