package io.slipway.core.space;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/**
 * {@code PATCH /api/spaces/<space>} with any of {@code {displayName, description, defaultVisibility, sparse}}: omitted fields keep their
 * values. A default visibility applies to repositories created later.
 */
public final class ChangeSpace implements Operation {
    private final Spaces spaces;

    public ChangeSpace(Spaces spaces) {
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        Space space = DescribeSpace.findAdministered(call, spaces);
        JsonNode body = call.body(SpaceJson.fields());
        SpaceSettings settings = SpaceJson.read(body, space.settings());
        if (!spaces.change(space.name(), settings)) {
            throw new RegistryException(ErrorCode.CONFLICT, "the space " + space.name() + " is being deleted");
        }
        return JsonBody.answer(200, SpaceJson.write(space.with(settings)));
    }
}
