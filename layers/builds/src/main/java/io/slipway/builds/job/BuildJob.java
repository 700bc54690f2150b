package io.slipway.builds.job;

import io.slipway.builds.inputs.BuildInputs;

/**
 * The data that a job receives: the inputs, and access to the registry. It is stored encrypted, for the time in which the job may run.
 *
 * @param inputs the inputs of the image
 * @param registry the registry's address, such as {@code https://registry.example.com}
 * @param token a Slipway token that pulls the packages and the base image, pushes the image's repository, and ends with the job
 */
public record BuildJob(BuildInputs inputs, String registry, String token) {

    /** Never the token. */
    @Override
    public String toString() {
        return "BuildJob " + inputs.build();
    }
}
