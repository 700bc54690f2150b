package io.slipway.core.access;

import io.slipway.core.name.RepositoryName;
import java.util.Set;

/**
 * One line of a bearer token: actions on a repository.
 *
 * @param repository the repository
 * @param actions the actions; the set may be empty
 */
public record Access(RepositoryName repository, Set<Action> actions) {
    public Access {
        actions = Set.copyOf(actions);
    }
}
