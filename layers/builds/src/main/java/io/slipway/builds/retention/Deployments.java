package io.slipway.builds.retention;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;

/** Notes about deployments. */
public interface Deployments {
    /** The deployments of a space about which something was noted. One query. */
    List<DeploymentState> states(SpaceName space);

    /** Notes that a build of a deployment was requested again, after it had been made. One write. */
    void request(SpaceName space, String deployment, Instant now);

    /** Notes that a deployment is over. A request of one of its builds ends that. One write. */
    void retire(SpaceName space, String deployment, Instant now);

    /** Keeps the images of a deployment until this moment. One write. */
    void lease(SpaceName space, String deployment, Instant until);
}
