package io.slipway.core.build;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;

/**
 * An image of this registry that another is built on.
 *
 * @param named as the SDI names it: {@code name:tag}
 * @param repository its repository
 * @param digest what the tag was resolved to; the job pulls by it
 */
public record BaseImage(String named, RepositoryName repository, Digest digest) {}
