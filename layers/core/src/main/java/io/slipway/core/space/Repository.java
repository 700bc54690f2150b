package io.slipway.core.space;

import io.slipway.core.name.RepositoryName;
import java.time.Instant;

/**
 * A repository: it appears with its first manifest.
 *
 * @param name its name
 * @param created when it appeared
 * @param visibility who may pull from it
 * @param deleting whether it is being deleted: nothing can be pushed into it any more
 */
public record Repository(RepositoryName name, Instant created, Visibility visibility, boolean deleting) {}
