package io.slipway.builds.retention;

import io.slipway.core.name.RepositoryName;

/** Reads what repositories hold. */
public interface Contents {
    /** Reads the tags and manifests of a repository. One query for each megabyte of both. */
    RepositoryContents read(RepositoryName repository);
}
