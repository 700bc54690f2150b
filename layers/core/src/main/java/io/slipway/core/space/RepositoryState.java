package io.slipway.core.space;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagSettings;

/**
 * The state of its repository that a push has seen. The push succeeds only while the state is unchanged, so that nothing appears in a repository that
 * was deleted since, and nothing deleted reappears.
 *
 * @param there whether the repository exists
 * @param deleting whether it is being deleted
 * @param binned whether it is in the bin: the push takes it out, without what was deleted with it
 * @param generation an id that distinguishes it from others of its name, empty if it does not exist
 * @param cleared the time of the last deletion of a repository of this name, in milliseconds since 1970; 0 for never
 * @param initial the visibility if this push creates it
 * @param tags the rules of its space that protect tags
 */
public record RepositoryState(
        boolean there,
        boolean deleting,
        boolean binned,
        String generation,
        long cleared,
        Visibility initial,
        TagSettings tags) {

    /** Returns whether a push must not move this tag. */
    public boolean isImmutable(RepositoryName repository, Tag tag) {
        return tags.rules().isImmutable(repository, tag);
    }
}
