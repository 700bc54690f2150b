package io.slipway.core.token;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Tokens;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** {@code GET /api/tokens?space=}: lists the valid tokens that the caller may see and revoke, without their secrets. */
public final class ListTokens implements Operation {
    private final Tokens tokens;
    private final Clock clock;

    public ListTokens(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        Optional<SpaceName> space =
                call.request().parameter("space").map(name -> JsonBody.valid(() -> new SpaceName(name)));
        Instant now = clock.instant();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("tokens");
        tokens.list().stream()
                .filter(token -> !token.expiredAt(now))
                .filter(token -> space.isEmpty()
                        || token.grants().stream()
                                .anyMatch(grant -> grant.space().equals(Grant.ANY_SPACE)
                                        || grant.space().equals(space.get().value())))
                .filter(token -> RevokeToken.mayEnd(call, token))
                .map(TokenJson::write)
                .forEach(list::add);
        return JsonBody.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("space");
    }
}
