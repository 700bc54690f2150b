package io.slipway.builds.retention;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of a deployment in addition to its builds.
 *
 * @param deployment its id
 * @param requested the time of the last repeated request for an existing build
 * @param retired the time at which it was retired
 * @param leased the time until which its images are kept regardless of the rules
 */
public record DeploymentState(
        String deployment, Optional<Instant> requested, Optional<Instant> retired, Optional<Instant> leased) {
    /** Returns an empty state. */
    public static DeploymentState none(String deployment) {
        return new DeploymentState(deployment, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
