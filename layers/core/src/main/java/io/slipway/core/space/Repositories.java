package io.slipway.core.space;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.List;
import java.util.Optional;

/** The repositories, apart from what is in them. */
public interface Repositories {

    /** The repository of this name, also on its way out. One read. */
    Optional<Repository> find(RepositoryName name);

    /**
     * Repositories of a space in the order of their paths, also those on their way out. One read for each page of the table.
     *
     * @param from the smallest path that is wanted, empty for the beginning; it need not be one of a repository
     * @param limit how many at most
     */
    List<Repository> list(SpaceName space, String from, int limit);

    /**
     * Repositories that everybody may pull from, in the order of their familiar names; {@link #list} otherwise.
     *
     * @param from the smallest familiar name that is wanted, empty for the beginning
     */
    List<RepositoryName> listPublic(String from, int limit);

    /** Gives a repository another visibility; false where it is not there, or on its way out. One write. */
    boolean change(RepositoryName name, Visibility visibility);

    /** Counts the tags of the repository up to the limit. One read. */
    int countTags(RepositoryName name, int limit);
}
