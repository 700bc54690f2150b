package io.slipway.packages.feed;

import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.util.List;

/** Lists the packages of the feed. */
public interface PackageListing {

    /**
     * A tag with its manifest.
     *
     * @param tag the tag
     * @param manifest the manifest
     */
    record TaggedManifest(Tag tag, StoredManifest manifest) {}

    /**
     * A page of tags, in ASCII order, with their manifests.
     *
     * @param manifests the tags whose manifest is small enough for a package
     * @param last the last tag that was read; empty if there was none
     * @param more whether more may follow
     */
    record Page(List<TaggedManifest> manifests, String last, boolean more) {
        public Page {
            manifests = List.copyOf(manifests);
        }
    }

    /**
     * Returns the repositories of a space's packages, ordered by name. One read for each page of the table.
     *
     * @param after the lower-case id after which to begin; empty for the beginning
     * @param limit the maximum number
     */
    List<RepositoryName> repositories(SpaceName space, String after, int limit);

    /**
     * Returns tags of a repository with their manifests. One read, and one more for each hundred.
     *
     * @param after the tag after which to begin; empty for the beginning
     * @param limit the maximum number
     */
    Page manifests(RepositoryName repository, String after, int limit);
}
