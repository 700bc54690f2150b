package io.slipway.core.route;

import io.slipway.core.access.Credentials;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gate of the API: callers send a Slipway token as a bearer token, and no parameter that the operation does not know. */
final class TokenGate implements CallerCheck {
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
        Call call = route.guard() instanceof Guard.Open ? Call.open(request, parts) : entered(request, parts);
        QueryCheck.check(request.query(), route.operation().parameters());
        return call;
    }

    @Override
    public void enter(Request request) {
        token(request, Set.of());
    }

    /** The space in the path is the current one of its name: grants of an earlier one do not open it. */
    private Call entered(Request request, Map<String, String> parts) {
        Optional<SpaceName> space = Optional.ofNullable(parts.get("space"))
                .flatMap(SpaceName::parseIfValid)
                .filter(name -> !name.equals(SpaceName.DEFAULT));
        Credentials.Entry entry = token(request, space.map(Set::of).orElse(Set.of()));
        return Call.of(request, entry.token(), space.map(entry.login()::now), parts);
    }

    @Override
    public RegistryException noRoute() {
        return new RegistryException(ErrorCode.NOT_FOUND, "there is no such resource");
    }

    @Override
    public Response finish(Response response) {
        return response;
    }

    private Credentials.Entry token(Request request, Set<SpaceName> spaces) {
        Credentials.Entry entry = known(request, spaces);
        if (entry.token().ofJob()) {
            throw new RegistryException(
                    ErrorCode.DENIED, "the token of a build's job can be used only for the repositories of its build");
        }
        return entry;
    }

    private Credentials.Entry known(Request request, Set<SpaceName> spaces) {
        String header = request.header("authorization").orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            var token = credentials.logIn(header.substring(7).trim(), request.sourceAddress(), spaces);
            if (token.isPresent()) {
                return token.get();
            }
        }
        // the header of programs that use Octopus's feed
        var key = request.header("x-octopus-apikey")
                .flatMap(text -> credentials.logIn(text, request.sourceAddress(), spaces));
        if (key.isPresent()) {
            return key.get();
        }
        throw new RegistryException(ErrorCode.UNAUTHORIZED, "send a Slipway token: Authorization: Bearer slp_…")
                .with("WWW-Authenticate", "Bearer realm=\"slipway\"");
    }
}
