package io.slipway.core.space;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;

/** {@code DELETE /api/spaces/<space>}: removes a space that has no repository. */
public final class DeleteSpace implements ApiOperation {
    private final Spaces spaces;

    public DeleteSpace(Spaces spaces) {
        this.spaces = spaces;
    }

    @Override
    public Response handle(ApiCall call) {
        call.requireAdministrator();
        SpaceName name = ApiCall.valid(() -> new SpaceName(call.part("space")));
        if (name.equals(SpaceName.DEFAULT)) {
            throw new RegistryException(ErrorCode.CONFLICT, "the default space is always there");
        }
        try {
            if (!spaces.remove(name)) {
                throw new RegistryException(ErrorCode.NOT_FOUND, "there is no space " + name);
            }
        } catch (SpaceNotEmptyException e) {
            throw new RegistryException(ErrorCode.CONFLICT, "the space " + name + " has repositories");
        }
        return Response.of(204);
    }
}
