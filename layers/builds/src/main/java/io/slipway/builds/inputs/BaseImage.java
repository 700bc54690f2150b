package io.slipway.builds.inputs;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;

/**
 * An image of this registry that another is built on.
 *
 * @param argument the build argument that passes it to the Dockerfile ({@code ARG BASE}, {@code FROM $BASE})
 * @param named its name in the SDI: {@code [space/]name:tag}
 * @param repository its repository
 * @param digest the digest that the tag was resolved to, by which the job pulls it
 */
public record BaseImage(String argument, String named, RepositoryName repository, Digest digest) {}
