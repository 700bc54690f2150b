package io.slipway.core.principal;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;

/** {@code DELETE /api/principals/<id>}: ends logins under a rule; issued tokens stay valid until they expire or are revoked. */
public final class RemovePrincipal implements Operation {
    private final PrincipalRules rules;

    public RemovePrincipal(PrincipalRules rules) {
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
