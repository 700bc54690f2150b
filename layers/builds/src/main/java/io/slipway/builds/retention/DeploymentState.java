package io.slipway.builds.retention;

import java.time.Instant;
import java.util.Optional;

/**
 * What was noted about a deployment beside its builds.
 *
 * @param deployment its id
 * @param requested when a build of it was requested again that had been made before
 * @param retired when it was retired
 * @param leased until when its images are kept whatever the rules say
 */
public record DeploymentState(
        String deployment, Optional<Instant> requested, Optional<Instant> retired, Optional<Instant> leased) {
    /** Nothing was noted. */
    public static DeploymentState none(String deployment) {
        return new DeploymentState(deployment, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
