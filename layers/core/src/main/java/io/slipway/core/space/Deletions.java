package io.slipway.core.space;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.Optional;

/**
 * The steps of a deletion, safe against concurrent requests that write or delete the same thing: a step never removes things created after
 * the deletion began, and removed things do not reappear.
 */
public interface Deletions {

    /**
     * Marks a repository as being deleted. From then on nothing can be pushed into it. Repeating it changes nothing.
     *
     * @return the generation that distinguishes the repository from a later one of its name; empty if it does not exist
     */
    Optional<String> begin(RepositoryName name);

    /** Removes some content of a repository that is being deleted; returns the number of removed items, 0 if it is empty. */
    int clearSome(RepositoryName name, String generation);

    /** Removes an empty repository that is being deleted. Repeating it changes nothing. */
    void finish(RepositoryName name, String generation);

    /**
     * Marks a space as being deleted: no repository can be created in it any more. Repeating it changes nothing.
     *
     * @param empty whether it must not have a repository
     * @return false if it does not exist, or has a repository and must not
     */
    boolean begin(SpaceName name, boolean empty);

    /** Removes a space that is being deleted; false if it still has a repository. Repeating it changes nothing. */
    boolean finish(SpaceName space);
}
