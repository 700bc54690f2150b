package io.slipway.builds.retention;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;

/**
 * A tag of a repository.
 *
 * @param repository the repository
 * @param tag the tag
 */
public record TagName(RepositoryName repository, Tag tag) {}
