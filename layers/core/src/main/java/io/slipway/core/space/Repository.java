package io.slipway.core.space;

import io.slipway.core.name.RepositoryName;
import java.time.Instant;

/**
 * A repository: it appears with its first manifest.
 *
 * @param name its name
 * @param created when it appeared
 * @param visibility who may pull from it
 * @param deleting whether it is being deleted, or is in the bin: it is there for nobody
 * @param binned whether it is in the bin, from which it can be restored, and from which a push takes it as an empty one
 */
public record Repository(
        RepositoryName name, Instant created, Visibility visibility, boolean deleting, boolean binned) {
    /** A repository that is not in the bin. */
    public Repository(RepositoryName name, Instant created, Visibility visibility, boolean deleting) {
        this(name, created, visibility, deleting, false);
    }
}
