package io.slipway.core.token;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Tokens;
import io.slipway.core.http.Response;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;

/** {@code GET /api/tokens}: the tokens that the caller may see and end, without their secrets. */
public final class ListTokens implements ApiOperation {
    private final Tokens tokens;

    public ListTokens(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Response handle(ApiCall call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("tokens");
        tokens.list().stream()
                .filter(token -> RevokeToken.mayEnd(call, token))
                .map(TokenJson::write)
                .forEach(list::add);
        return ApiCall.answer(200, body);
    }
}
