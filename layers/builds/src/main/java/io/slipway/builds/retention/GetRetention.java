package io.slipway.builds.retention;

import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Spaces;

/** {@code GET /api/spaces/<space>/retention}: the rules of a space; those of a space without any keep everything. */
public final class GetRetention implements Operation {
    private final Spaces spaces;
    private final Policies policies;

    public GetRetention(Spaces spaces, Policies policies) {
        this.spaces = spaces;
        this.policies = policies;
    }

    @Override
    public Response handle(Call call) {
        var space = DescribeSpace.findAdministered(call, spaces).name();
        return JsonBody.answer(200, PolicyJson.write(policies.find(space).orElse(RetentionPolicy.NONE)));
    }
}
