package io.slipway.builds.retention;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;

/** Stores the state of deployments beside their builds. */
public interface Deployments {
    /** Lists the deployments of a space that have such a state. One query. */
    List<DeploymentState> states(SpaceName space);

    /** Notes that a build of a deployment was requested again, after it had been made. One write. */
    void request(SpaceName space, String deployment, Instant now);

    /** Retires a deployment. A request for one of its builds makes it current again. One write. */
    void retire(SpaceName space, String deployment, Instant now);

    /** Keeps the images of a deployment until this moment. One write. */
    void lease(SpaceName space, String deployment, Instant until);
}
