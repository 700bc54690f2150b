package io.slipway.core.manifest;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.digest.Digest;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.usage.QuotaUse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state of a repository before a manifest is pushed.
 *
 * @param space whether the space exists
 * @param sparse whether manifests may name blobs that the repository does not have
 * @param repository the repository, or the state of an earlier one of its name
 * @param links the records about the blobs of the manifest
 * @param stored the media type of the manifest, if the repository already has it
 * @param use the limits of the space, and how much of them is used
 */
public record PushView(
        boolean space,
        boolean sparse,
        RepositoryState repository,
        Map<Digest, BlobLink> links,
        Optional<String> stored,
        QuotaUse use) {
    public PushView {
        links = Map.copyOf(links);
    }

    /** Returns those of the blobs that the repository is linked to. */
    public Set<Digest> linked() {
        return links.entrySet().stream()
                .filter(link -> link.getValue().blob().isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
