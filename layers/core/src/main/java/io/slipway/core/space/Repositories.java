package io.slipway.core.space;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The repositories, without their content. */
public interface Repositories {

    /** Returns the repository of this name, even if it is being deleted. One read. */
    Optional<Repository> find(RepositoryName name);

    /**
     * Returns repositories of a space in the order of their paths, including those being deleted. One read for each page of the table.
     *
     * @param from the smallest path, empty for the beginning; it need not be one of a repository
     * @param limit the maximum number
     */
    List<Repository> list(SpaceName space, String from, int limit);

    /**
     * Returns public repositories, in the order of their familiar names, as {@link #list} does.
     *
     * @param from the smallest familiar name, empty for the beginning
     */
    List<RepositoryName> listPublic(String from, int limit);

    /** Changes a repository's visibility; false if it does not exist, or is being deleted. One write. */
    boolean change(RepositoryName name, Visibility visibility);

    /** Notes that something in a repository was pulled on this day (UTC), if the repository exists and no later day is noted. One write. */
    void recordPull(RepositoryName name, LocalDate day);

    /** Counts the tags of the repository up to the limit. One read. */
    int countTags(RepositoryName name, int limit);
}
