package io.slipway.core.quota;

import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Spaces;

/** {@code GET /api/spaces/<space>/quota}: the limits of a space. */
public final class GetQuota implements Operation {
    private final Spaces spaces;

    public GetQuota(Spaces spaces) {
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        return JsonBody.answer(
                200,
                QuotaJson.write(DescribeSpace.findAdministered(call, spaces).quota()));
    }
}
