package io.slipway.packages.feed;

import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/** {@code GET /api/spaces/{space}/packages/{id}/versions/{version}}: describes a version. */
public final class GetPackage implements Operation {
    private final Packages packages;

    public GetPackage(Packages packages) {
        this.packages = packages;
    }

    @Override
    public Response handle(Call call) {
        return JsonBody.answer(200, PackageJson.write(PackageCalls.find(packages, call)));
    }
}
