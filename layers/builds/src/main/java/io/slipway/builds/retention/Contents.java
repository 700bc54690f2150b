package io.slipway.builds.retention;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.util.Collection;
import java.util.Map;

/** Reads what repositories hold. */
public interface Contents {
    /** Reads the tags and manifests of a repository, without those in the bin. One query for each megabyte of both. */
    RepositoryContents read(RepositoryName repository);

    /** The manifests that these tags name; tags that are not there are left out. One read for each hundred. */
    Map<TagName, Digest> resolve(Collection<TagName> tags);
}
