package io.slipway.builds.view;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.Builds;
import io.slipway.core.access.Action;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;

/** Finds the builds that a caller may see: those whose image it may pull. The existence of others is not revealed. */
public final class BuildAccess {
    private final Builds builds;

    public BuildAccess(Builds builds) {
        this.builds = builds;
    }

    /** Returns the build in the request's path. */
    public Build visible(Call call, String part) {
        SpaceName space = space(call);
        BuildId id = JsonBody.valid(() -> new BuildId(space, call.part(part)));
        return builds.find(id)
                .filter(build -> mayDo(call, build, Action.PULL))
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.NOT_FOUND, "there is no build " + id.id() + " in the space " + space));
    }

    public static boolean mayDo(Call call, Build build, Action action) {
        return call.token().allows(build.inputs().repository(), action);
    }

    public static SpaceName space(Call call) {
        return call.space();
    }
}
