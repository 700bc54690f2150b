package io.slipway.core.access;

import io.slipway.core.name.RepositoryName;
import java.util.Collection;
import java.util.Set;

/** Tells which repositories everybody may pull from. */
public interface PublicRepositories {

    /** Those of the repositories that are there, and public. One read for each hundred; none for none. */
    Set<RepositoryName> among(Collection<RepositoryName> repositories);
}
