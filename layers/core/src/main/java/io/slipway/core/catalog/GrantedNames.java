package io.slipway.core.catalog;

import io.slipway.core.access.Action;
import io.slipway.core.access.Grant;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import java.util.List;
import java.util.function.Predicate;

/** Lists the repositories of one space that some grant allows to pull, in the order of their paths, without those of packages. */
final class GrantedNames {
    /** The smallest path after the folder of packages. */
    static final String AFTER_PACKAGES =
            RepositoryName.PACKAGES.substring(0, RepositoryName.PACKAGES.length() - 1) + (char) ('/' + 1);

    private final Repositories repositories;
    private final SpaceName space;
    private final List<Grant> grants;

    GrantedNames(Repositories repositories, SpaceName space, List<Grant> grants) {
        this.repositories = repositories;
        this.space = space;
        this.grants = grants.stream()
                .filter(grant -> grant.covers(space))
                .filter(grant -> !grant.prefix().startsWith(RepositoryName.PACKAGES))
                .toList();
    }

    /**
     * The result of one read.
     *
     * @param names familiar names
     * @param next the smallest path after them, empty at the end of the list
     */
    record Found(List<String> names, String next) {}

    /** Reads the names from a path on; of the repositories that the grants cover, only those whose path the filter accepts. */
    Found read(String from, int limit, Predicate<String> filter) {
        if (grants.isEmpty()) {
            return new Found(List.of(), "");
        }
        String first = grants.stream().map(Grant::prefix).min(String::compareTo).orElse("");
        String start = behindPackages(from.compareTo(first) < 0 ? first : from);
        List<Repository> found = repositories.list(space, start, limit);
        List<String> names = found.stream()
                .filter(repository ->
                        !repository.deleting() && !repository.name().isOfPackages())
                .filter(repository -> filter.test(repository.name().path()))
                .filter(repository -> grants.stream().anyMatch(grant -> grant.allows(repository.name(), Action.PULL)))
                .map(repository -> repository.name().familiar())
                .toList();
        return new Found(names, found.size() < limit ? "" : next(found.getLast()));
    }

    /** No granted name is outside the common prefix of the grants' patterns. */
    private String next(Repository last) {
        String path = last.name().path();
        boolean beyond = grants.stream()
                .allMatch(grant -> path.compareTo(grant.prefix()) > 0 && !path.startsWith(grant.prefix()));
        return beyond ? "" : behindPackages(path + "\0");
    }

    /** Skips the packages: there may be thousands of them before the next image. */
    private static String behindPackages(String path) {
        return path.startsWith(RepositoryName.PACKAGES) ? AFTER_PACKAGES : path;
    }
}
