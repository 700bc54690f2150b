package io.slipway.packages.feed;

import io.slipway.core.http.Response;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;

/** {@code GET /api/spaces/{space}/packages/{id}/versions/{version}}: what is known of a version. */
public final class GetPackage implements ApiOperation {
    private final Packages packages;

    public GetPackage(Packages packages) {
        this.packages = packages;
    }

    @Override
    public Response handle(ApiCall call) {
        return ApiCall.answer(200, PackageJson.write(PackageCalls.find(packages, call)));
    }
}
