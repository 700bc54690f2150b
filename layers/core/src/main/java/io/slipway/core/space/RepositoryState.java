package io.slipway.core.space;

/**
 * The state of its repository that a push has seen. The push succeeds only while the state is unchanged, so that nothing appears in a
 * repository that is deleted meanwhile, and nothing deleted reappears.
 *
 * @param there whether the repository exists
 * @param deleting whether it is being deleted
 * @param generation an id that distinguishes it from others of its name, empty if it does not exist
 * @param cleared the time of the last deletion of a repository of this name, in milliseconds since 1970; 0 for never
 * @param initial the visibility if this push creates it
 */
public record RepositoryState(boolean there, boolean deleting, String generation, long cleared, Visibility initial) {}
