package io.slipway.core.space;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/** {@code GET /api/spaces/<space>}: returns one space in which the caller has any permission. */
public final class DescribeSpace implements Operation {
    private final Spaces spaces;

    public DescribeSpace(Spaces spaces) {
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        return JsonBody.answer(200, SpaceJson.write(find(call, spaces)));
    }

    /** Returns the space in the path; one in which the caller has no permission looks like one that does not exist. */
    static Space find(Call call, Spaces spaces) {
        SpaceName name = SpaceJson.space(call);
        if (!call.reaches(name)) {
            throw Spaces.unknown(name);
        }
        return spaces.find(name).orElseThrow(() -> Spaces.unknown(name));
    }

    /** Returns the space in the path, which the caller must administer. */
    public static Space findAdministered(Call call, Spaces spaces) {
        Space space = find(call, spaces);
        if (!call.administers(space.name())) {
            throw new RegistryException(ErrorCode.DENIED, "the token does not administer the space " + space.name());
        }
        return space;
    }
}
