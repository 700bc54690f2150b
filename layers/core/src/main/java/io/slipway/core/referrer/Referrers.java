package io.slipway.core.referrer;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;

/** The manifests that have another manifest as their subject. */
public interface Referrers {

    /**
     * Lists referrers in the order of their digests.
     *
     * @param artifactType their type; empty for all
     * @param after the digest after which to begin, empty for the beginning
     * @param limit the maximum number of referrers to look at
     */
    ReferrerPage list(RepositoryName repository, Digest subject, String artifactType, String after, int limit);
}
