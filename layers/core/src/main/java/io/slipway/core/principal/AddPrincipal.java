package io.slipway.core.principal;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.access.CurrentSpaces;
import io.slipway.core.access.Grant;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.token.TokenJson;
import java.time.Clock;
import java.util.List;

/** {@code POST /api/principals} with {@code {principal, grants}}: lets principals log in, or changes their grants. */
public final class AddPrincipal implements Operation {
    private final PrincipalRules rules;
    private final CurrentSpaces spaces;
    private final Clock clock;

    public AddPrincipal(PrincipalRules rules, CurrentSpaces spaces, Clock clock) {
        this.rules = rules;
        this.spaces = spaces;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        JsonNode body = call.body("principal", "grants");
        String principal = JsonBody.required(body, "principal");
        List<Grant> grants = spaces.bind(JsonBody.valid(() -> TokenJson.readGrants(body.path("grants"))));
        PrincipalRule rule = JsonBody.valid(() -> new PrincipalRule(principal, grants, clock.instant()));
        long others = rules.list().stream()
                .filter(other -> !other.id().equals(rule.id()))
                .count();
        if (others >= PrincipalRules.MAX_RULES) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    "there must be at most " + PrincipalRules.MAX_RULES
                            + " rules for principals; use patterns instead");
        }
        rules.put(rule);
        return JsonBody.answer(201, PrincipalJson.write(rule));
    }
}
