package io.slipway.core.token;

import io.slipway.core.access.Action;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.access.Tokens;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;

/** {@code DELETE /api/tokens/<id>}: revokes a token; its bearer tokens expire within {@link BearerTokens#LIFETIME}. */
public final class RevokeToken implements Operation {
    private final Tokens tokens;

    public RevokeToken(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Response handle(Call call) {
        String id = call.id();
        boolean ended = tokens.find(id)
                .filter(token -> mayEnd(call, token))
                .filter(tokens::revoke)
                .isPresent();
        if (!ended) {
            throw new RegistryException(ErrorCode.NOT_FOUND, "there is no token " + id);
        }
        return Response.of(204);
    }

    /** Returns whether the caller may revoke the token: it administers every space of the token, or uses the token itself. */
    static boolean mayEnd(Call call, Token token) {
        return token.id().equals(call.token().id())
                || token.grants().stream()
                        .allMatch(grant -> grant.space().equals(Grant.ANY_SPACE)
                                ? call.token().grants().stream()
                                        .anyMatch(own -> own.space().equals(Grant.ANY_SPACE)
                                                && own.actions().contains(Action.ADMIN)
                                                && own.repository().equals(Grant.ANY_REPOSITORY))
                                : call.administers(grant.spaceName()));
    }
}
