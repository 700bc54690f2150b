package io.slipway.core.space;

/**
 * The state of its repository that a push has seen. The push goes through only while that still holds, so that nothing appears in a
 * repository that is deleted meanwhile, and nothing that was deleted comes back.
 *
 * @param there whether the repository is there
 * @param deleting whether it is on its way out
 * @param generation what tells it from another one of its name, empty where it is not there
 * @param cleared when a repository of this name was deleted last, in milliseconds since 1970; 0 for never
 * @param initial who may pull from it where it appears with this push
 */
public record RepositoryState(boolean there, boolean deleting, String generation, long cleared, Visibility initial) {}
