package io.slipway.core.space;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.Optional;

/**
 * The steps of a deletion. Each holds against other requests that write or delete the same thing: what was not there when the
 * deletion began is not removed by it, and what was does not come back.
 */
public interface Deletions {

    /**
     * Marks a repository as on its way out. From then on nothing can be pushed into it. To repeat it changes nothing.
     *
     * @return what tells the repository from a later one of its name; empty where it is not there
     */
    Optional<String> begin(RepositoryName name);

    /** Removes some of what is in a repository on its way out; returns the number of items, 0 if it is empty. */
    int clearSome(RepositoryName name, String generation);

    /** Removes an empty repository on its way out. To repeat it changes nothing. */
    void finish(RepositoryName name, String generation);

    /**
     * Marks a space as on its way out: no more repository can appear in it. To repeat it changes nothing.
     *
     * @param empty whether it has to be without a repository
     * @return false where it is not there, or has a repository and must not
     */
    boolean begin(SpaceName name, boolean empty);

    /** Removes a space on its way out; false if it still has a repository. To repeat it changes nothing. */
    boolean finish(SpaceName space);
}
