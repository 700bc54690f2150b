package io.slipway.builds.inputs;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;

/**
 * An image of this registry that another is built on.
 *
 * @param argument the build argument that hands it to the Dockerfile ({@code ARG BASE}, {@code FROM $BASE})
 * @param named as the SDI names it: {@code [space/]name:tag}
 * @param repository its repository
 * @param digest what the tag was resolved to; the job pulls by it
 */
public record BaseImage(String argument, String named, RepositoryName repository, Digest digest) {}
