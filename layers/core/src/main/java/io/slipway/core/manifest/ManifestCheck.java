package io.slipway.core.manifest;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.util.Map;

/** Inspects the blobs of a manifest before it is stored, for callers that know more about them than the registry does. */
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
