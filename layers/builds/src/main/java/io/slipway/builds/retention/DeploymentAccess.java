package io.slipway.builds.retention;

import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.Builds;
import io.slipway.core.access.Action;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import java.util.List;

/**
 * A deployment in a request's path.
 *
 * @param space the space
 * @param id the deployment's id
 */
record DeploymentAccess(SpaceName space, String id) {

    /** Finds a deployment if the caller may push all of its images. To a caller who may not pull any of them, it does not exist. */
    static DeploymentAccess own(Call call, Builds builds) {
        SpaceName space = call.space();
        String id = JsonBody.valid(() -> DeploymentTarget.validId(call.part("id")));
        List<Build> images = builds.ofDeployment(space, id);
        if (images.stream().noneMatch(build -> may(call, build, Action.PULL))) {
            throw new RegistryException(ErrorCode.NOT_FOUND, "there is no deployment " + id + " in the space " + space);
        }
        if (!images.stream().allMatch(build -> may(call, build, Action.PUSH))) {
            throw new RegistryException(
                    ErrorCode.DENIED, "this needs a token that may push all images of the deployment " + id);
        }
        return new DeploymentAccess(space, id);
    }

    private static boolean may(Call call, Build build, Action action) {
        return call.token().allows(build.inputs().repository(), action);
    }
}
