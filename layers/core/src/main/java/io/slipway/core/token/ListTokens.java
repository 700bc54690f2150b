package io.slipway.core.token;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Tokens;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** {@code GET /api/tokens?space=}: the living tokens that the caller may see and end, without their secrets. */
public final class ListTokens implements ApiOperation {
    private final Tokens tokens;
    private final Clock clock;

    public ListTokens(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Response handle(ApiCall call) {
        Optional<SpaceName> space =
                call.request().parameter("space").map(name -> ApiCall.valid(() -> new SpaceName(name)));
        Instant now = clock.instant();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("tokens");
        tokens.list().stream()
                .filter(token -> !token.expiredAt(now))
                .filter(token ->
                        space.isEmpty() || token.grants().stream().anyMatch(grant -> grant.covers(space.get())))
                .filter(token -> RevokeToken.mayEnd(call, token))
                .map(TokenJson::write)
                .forEach(list::add);
        return ApiCall.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("space");
    }
}
