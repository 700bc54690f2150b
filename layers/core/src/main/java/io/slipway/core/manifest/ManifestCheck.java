package io.slipway.core.manifest;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.util.Map;

/** Looks at what a manifest names before it is stored, for those who know more of it than the registry does. */
@FunctionalInterface
public interface ManifestCheck {
    /**
     * Refuses a manifest that must not be stored.
     *
     * @param manifest its bytes
     * @param blobs the blobs that it names, with their stored bytes
     */
    void check(RepositoryName repository, byte[] manifest, Map<Digest, StoredBlob> blobs);
}
