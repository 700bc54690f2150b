package io.slipway.core.tag;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.protection.TagSettings;
import java.util.List;

/** The tags of a repository. */
public interface Tags {

    /**
     * Tags in ASCII order. One read for each page of the table.
     *
     * @param after the tag after which to begin, empty for the beginning
     * @param limit the maximum number of tags
     */
    List<String> list(RepositoryName repository, String after, int limit);

    /**
     * Lists the tags with the manifest that each names, and its last pull. One read for each page of the table, and one for each hundred manifests.
     *
     * @param after the tag after which to begin, empty for the beginning
     * @param limit the maximum number of tags
     */
    List<TagRecord> describe(RepositoryName repository, String after, int limit);

    /** Returns the rules that protect tags of a space. One read. */
    TagSettings settings(SpaceName space);
}
