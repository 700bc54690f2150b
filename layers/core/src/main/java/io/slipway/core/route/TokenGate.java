package io.slipway.core.route;

import io.slipway.core.access.Credentials;
import io.slipway.core.access.Token;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.util.Map;

/** The gate of the API: callers send a Slipway token as a bearer token, and no parameter that the operation does not know. */
final class TokenGate implements Gate {
    private final Credentials credentials;

    TokenGate(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public boolean knows(Guard guard) {
        return guard instanceof Guard.Token || guard instanceof Guard.Open;
    }

    @Override
    public Call enter(Route route, Request request, Map<String, String> parts) {
        Call call = route.guard() instanceof Guard.Open
                ? Call.open(request, parts)
                : Call.of(request, token(request), parts);
        QueryCheck.check(request.query(), route.operation().parameters());
        return call;
    }

    @Override
    public void enter(Request request) {
        token(request);
    }

    @Override
    public RegistryException nothing() {
        return new RegistryException(ErrorCode.NOT_FOUND, "there is no such resource");
    }

    @Override
    public Response finish(Response response) {
        return response;
    }

    private Token token(Request request) {
        Token token = known(request);
        if (token.ofJob()) {
            throw new RegistryException(
                    ErrorCode.DENIED, "the token of a build's job is for the repositories of its build alone");
        }
        return token;
    }

    private Token known(Request request) {
        String header = request.header("authorization").orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            var token = credentials.check(header.substring(7).trim(), request.sourceAddress());
            if (token.isPresent()) {
                return token.get();
            }
        }
        // the header of programs that use Octopus's feed
        var key = request.header("x-octopus-apikey").flatMap(text -> credentials.check(text, request.sourceAddress()));
        if (key.isPresent()) {
            return key.get();
        }
        throw new RegistryException(ErrorCode.UNAUTHORIZED, "send a Slipway token: Authorization: Bearer slp_…")
                .with("WWW-Authenticate", "Bearer realm=\"slipway\"");
    }
}
