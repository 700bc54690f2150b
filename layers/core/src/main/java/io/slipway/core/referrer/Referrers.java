package io.slipway.core.referrer;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;

/** The manifests that have another manifest as their subject. */
public interface Referrers {

    /**
     * Referrers in the order of their digests.
     *
     * @param artifactType only those of this type; empty for all
     * @param after the digest after which to begin, empty for the beginning
     * @param limit how many to look for at most
     */
    ReferrerPage list(RepositoryName repository, Digest subject, String artifactType, String after, int limit);
}
