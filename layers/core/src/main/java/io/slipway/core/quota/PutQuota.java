package io.slipway.core.quota;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Space;
import io.slipway.core.space.Spaces;
import io.slipway.core.usage.Quota;

/** {@code PUT /api/spaces/<space>/quota} with {@code {bytes, repositories, buildsADay}}: replaces the limits of a space; what is omitted is unlimited. */
public final class PutQuota implements Operation {
    private final Spaces spaces;

    public PutQuota(Spaces spaces) {
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        Space space = DescribeSpace.findAdministered(call, spaces);
        Quota quota = QuotaJson.read(call.body(QuotaJson.BYTES, QuotaJson.REPOSITORIES, QuotaJson.BUILDS));
        if (!spaces.limit(space.name(), quota)) {
            throw new RegistryException(ErrorCode.CONFLICT, "the space " + space.name() + " is being deleted");
        }
        return JsonBody.answer(200, QuotaJson.write(quota));
    }
}
