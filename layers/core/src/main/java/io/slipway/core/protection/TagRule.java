package io.slipway.core.protection;

import io.slipway.core.access.RepositoryPattern;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.List;

/**
 * A rule that protects tags.
 *
 * @param repositories patterns of the repositories' names within the space
 * @param tags the tags
 */
public record TagRule(List<String> repositories, TagPatterns tags) {
    public TagRule {
        repositories = TagPatterns.valid("repositories", repositories);
    }

    /** Returns whether the rule covers this repository. */
    public boolean covers(RepositoryName repository) {
        return repositories.stream().anyMatch(pattern -> RepositoryPattern.matches(pattern, repository.path()));
    }

    /** Returns whether the rule covers this tag. */
    public boolean covers(RepositoryName repository, Tag tag) {
        return tags.match(tag) && covers(repository);
    }
}
