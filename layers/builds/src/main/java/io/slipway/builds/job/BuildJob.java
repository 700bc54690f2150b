package io.slipway.builds.job;

import io.slipway.builds.inputs.BuildInputs;

/**
 * The data that a job receives: the inputs, and access to the registry. It is stored encrypted, for as long as the
 * job may run.
 *
 * @param inputs the inputs of the image
 * @param registry the registry's URL, such as {@code https://registry.example.com}
 * @param token a Slipway token that may pull the packages and the base images and push to the image's repository, and
 *     is revoked when the job ends
 */
public record BuildJob(BuildInputs inputs, String registry, String token) {

    /** Returns a text without the token. */
    @Override
    public String toString() {
        return "BuildJob " + inputs.build();
    }
}
