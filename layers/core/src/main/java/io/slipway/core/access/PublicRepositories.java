package io.slipway.core.access;

import io.slipway.core.name.RepositoryName;
import java.util.Collection;
import java.util.Set;

/** Finds the repositories that everyone may pull from. */
public interface PublicRepositories {

    /**
     * Selects the repositories that exist and are public, in the current spaces of their names, whatever generation was requested. One read for each
     * hundred; no read for an empty set.
     */
    Set<RepositoryName> among(Collection<RepositoryName> repositories);
}
