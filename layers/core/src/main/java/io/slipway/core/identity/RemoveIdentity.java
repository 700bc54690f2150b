package io.slipway.core.identity;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;

/** {@code DELETE /api/identities/<id>}: ends logins under a rule; issued tokens remain valid for at most an hour. */
public final class RemoveIdentity implements Operation {
    private final IdentityRules rules;

    public RemoveIdentity(IdentityRules rules) {
        this.rules = rules;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        if (!rules.remove(call.id())) {
            throw new RegistryException(ErrorCode.NOT_FOUND, "there is no rule with this id");
        }
        return Response.of(204);
    }
}
