package io.slipway.core.manifest;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.digest.Digest;
import java.util.Map;

/**
 * What is there before a manifest is pushed.
 *
 * @param space whether the space exists
 * @param sparse whether manifests may name blobs that the repository does not have
 * @param repository whether the repository exists
 * @param links what is recorded about each blob of the manifest
 */
public record PushView(boolean space, boolean sparse, boolean repository, Map<Digest, BlobLink> links) {
    public PushView {
        links = Map.copyOf(links);
    }
}
