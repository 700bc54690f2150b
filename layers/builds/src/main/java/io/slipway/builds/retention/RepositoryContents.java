package io.slipway.builds.retention;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.tag.TagRecord;
import java.util.List;

/**
 * The tags and manifests of a repository.
 *
 * @param name the repository
 * @param tags its tags
 * @param manifests its manifests
 */
public record RepositoryContents(RepositoryName name, List<TagRecord> tags, List<HeldManifest> manifests) {
    public RepositoryContents {
        tags = List.copyOf(tags);
        manifests = List.copyOf(manifests);
    }
}
