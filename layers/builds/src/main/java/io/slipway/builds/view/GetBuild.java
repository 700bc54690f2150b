package io.slipway.builds.view;

import io.slipway.builds.record.Builds;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/** {@code GET /api/spaces/<space>/builds/<id>}: describes a build. */
public final class GetBuild implements Operation {
    private final BuildAccess access;

    public GetBuild(Builds builds) {
        this.access = new BuildAccess(builds);
    }

    @Override
    public Response handle(Call call) {
        return JsonBody.answer(200, new BuildView(call.request()).write(access.visible(call, "id")));
    }
}
