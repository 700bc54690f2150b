package io.slipway.builds.retention;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Spaces;

/** {@code PUT /api/spaces/<space>/retention} with a document: replaces the rules of a space. */
public final class PutRetention implements Operation {
    private final Spaces spaces;
    private final Policies policies;

    public PutRetention(Spaces spaces, Policies policies) {
        this.spaces = spaces;
        this.policies = policies;
    }

    @Override
    public Response handle(Call call) {
        var space = DescribeSpace.findAdministered(call, spaces).name();
        RetentionPolicy policy = PolicyJson.read(call.body());
        if (!policies.put(space, policy)) {
            throw new RegistryException(ErrorCode.CONFLICT, "the space " + space + " is being deleted");
        }
        return JsonBody.answer(200, PolicyJson.write(policy));
    }
}
