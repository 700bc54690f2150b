package io.slipway.core.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.access.CurrentSpaces;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Clock;

/**
 * {@code POST /api/identities} with {@code {issuer, audience, claims, keys, grants}}: lets workloads log in, or changes what they may do.
 */
public final class AddIdentity implements Operation {
    private final IdentityRules rules;
    private final CurrentSpaces spaces;
    private final Clock clock;

    public AddIdentity(IdentityRules rules, CurrentSpaces spaces, Clock clock) {
        this.rules = rules;
        this.spaces = spaces;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        JsonNode body = call.body("issuer", "audience", "claims", "keys", "grants");
        IdentityRule read = JsonBody.valid(() -> IdentityJson.read(body, clock.instant()));
        IdentityRule rule = read.withGrants(spaces.bind(read.grants()));
        long others = rules.list().stream()
                .filter(other -> !other.id().equals(rule.id()))
                .count();
        if (others >= IdentityRules.MAX_RULES) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    "there must be at most " + IdentityRules.MAX_RULES + " rules for identities; use patterns instead");
        }
        rules.put(rule);
        return JsonBody.answer(201, IdentityJson.write(rule));
    }
}
