package io.slipway.core.access;

import io.slipway.core.name.RepositoryName;
import java.util.Collection;
import java.util.Set;

/** Tells which repositories everybody may pull from. */
public interface PublicRepositories {

    /**
     * Selects the repositories that exist and are public, in the spaces that there are now, whatever generation was asked for. One read for each
     * hundred; no read for an empty set.
     */
    Set<RepositoryName> among(Collection<RepositoryName> repositories);
}
