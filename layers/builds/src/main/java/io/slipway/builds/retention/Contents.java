package io.slipway.builds.retention;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.util.Collection;
import java.util.Map;

/** Reads the tags and manifests of repositories. */
public interface Contents {
    /** Reads the tags and manifests of a repository, except those in the bin. One query for each megabyte of both. */
    RepositoryContents read(RepositoryName repository);

    /** Resolves tags to manifests; tags that do not exist are omitted. One read for each hundred. */
    Map<TagName, Digest> resolve(Collection<TagName> tags);
}
