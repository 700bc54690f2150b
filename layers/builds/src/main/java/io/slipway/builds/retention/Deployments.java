package io.slipway.builds.retention;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;

/** Stores the state of deployments in addition to their builds. */
public interface Deployments {
    /** Lists the states of a space's deployments. One query. */
    List<DeploymentState> states(SpaceName space);

    /** Records a repeated request for an existing build of a deployment. One write. */
    void request(SpaceName space, String deployment, Instant now);

    /** Retires a deployment. A request for one of its builds makes it current again. One write. */
    void retire(SpaceName space, String deployment, Instant now);

    /** Keeps the images of a deployment until this moment. One write. */
    void lease(SpaceName space, String deployment, Instant until);
}
