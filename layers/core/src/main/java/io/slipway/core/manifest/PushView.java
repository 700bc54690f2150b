package io.slipway.core.manifest;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.digest.Digest;
import io.slipway.core.space.RepositoryState;
import java.util.Map;

/**
 * The state of a repository before a manifest is pushed.
 *
 * @param space whether the space exists
 * @param sparse whether manifests may name blobs that the repository does not have
 * @param repository the repository, or what became of the one that had its name
 * @param links what is recorded about each blob of the manifest
 */
public record PushView(boolean space, boolean sparse, RepositoryState repository, Map<Digest, BlobLink> links) {
    public PushView {
        links = Map.copyOf(links);
    }
}
