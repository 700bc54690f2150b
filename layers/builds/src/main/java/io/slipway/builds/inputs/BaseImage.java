package io.slipway.builds.inputs;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;

/**
 * A base image in this registry.
 *
 * @param argument the build argument that passes it to the Dockerfile ({@code ARG BASE}, {@code FROM $BASE})
 * @param named its name in the SDI: {@code [space/]name:tag}
 * @param repository its repository
 * @param digest the digest to which the tag was resolved, by which the job pulls it
 */
public record BaseImage(String argument, String named, RepositoryName repository, Digest digest) {}
