package io.slipway.builds;

import io.slipway.core.access.Action;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.ApiCall;

/** Finds the builds that a caller may see: those whose image it may pull. Of others it learns nothing. */
final class BuildAccess {
    private final Builds builds;

    BuildAccess(Builds builds) {
        this.builds = builds;
    }

    /** The build that the path names. */
    Build visible(ApiCall call, String part) {
        SpaceName space = space(call);
        BuildId id = ApiCall.valid(() -> new BuildId(space, call.part(part)));
        return builds.find(id)
                .filter(build -> mayDo(call, build, Action.PULL))
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.NOT_FOUND, "there is no build " + id.id() + " in the space " + space));
    }

    static boolean mayDo(ApiCall call, Build build, Action action) {
        return call.token().allows(build.inputs().repository(), action);
    }

    static SpaceName space(ApiCall call) {
        return ApiCall.valid(() -> new SpaceName(call.part("space")));
    }
}
