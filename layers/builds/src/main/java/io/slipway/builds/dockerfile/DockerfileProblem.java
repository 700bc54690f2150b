package io.slipway.builds.dockerfile;

/**
 * A mistake in a Dockerfile.
 *
 * @param line its line, from 1
 * @param message what must be and what was
 */
public record DockerfileProblem(int line, String message) {}
