package io.slipway.core.usage;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.util.Map;

/**
 * The blobs and manifests that a transaction has added to a repository, or removed from it.
 *
 * @param repository the repository
 * @param added whether they were added
 * @param blobs the blobs that were linked or unlinked, with their sizes
 * @param manifests the manifests that were stored or removed
 */
public record UsageChange(RepositoryName repository, boolean added, Map<Digest, Long> blobs, Amount manifests) {
    public UsageChange {
        blobs = Map.copyOf(blobs);
    }

    public int sign() {
        return added ? 1 : -1;
    }
}
