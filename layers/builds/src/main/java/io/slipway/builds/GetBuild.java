package io.slipway.builds;

import io.slipway.core.http.Response;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;

/** {@code GET /api/spaces/<space>/builds/<id>}: how it stands with a build. */
public final class GetBuild implements ApiOperation {
    private final BuildAccess access;

    public GetBuild(Builds builds) {
        this.access = new BuildAccess(builds);
    }

    @Override
    public Response handle(ApiCall call) {
        return ApiCall.answer(200, new BuildView(call.request()).write(access.visible(call, "id")));
    }
}
