package io.slipway.packages.feed;

import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.util.List;

/** What there is in the feed. */
public interface PackageListing {

    /**
     * A tag with the manifest that it names.
     *
     * @param tag the tag
     * @param manifest the manifest
     */
    record Tagged(Tag tag, StoredManifest manifest) {}

    /**
     * Some tags, in ASCII order, with their manifests.
     *
     * @param tagged those whose manifest is small enough to be a package's
     * @param last the last tag that was looked at, empty where there was none
     * @param more whether there may be others after it
     */
    record Page(List<Tagged> tagged, String last, boolean more) {
        public Page {
            tagged = List.copyOf(tagged);
        }
    }

    /**
     * The packages' repositories of a space, in the order of their names. One read for each page of the table.
     *
     * @param after the id (in lower case) after which to begin, empty for the beginning
     * @param limit how many at most
     */
    List<RepositoryName> repositories(SpaceName space, String after, int limit);

    /**
     * Tags of a repository with their manifests. One read, and one more for each hundred.
     *
     * @param after the tag after which to begin, empty for the beginning
     * @param limit how many at most
     */
    Page tagged(RepositoryName repository, String after, int limit);
}
