package io.slipway.core.route;

import io.slipway.core.access.Action;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.Caller;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The one way from a request under {@code /v2/} to its answer: find the route, check access, run the operation. */
public final class Router {
    /** What Docker's clients look for to tell a registry from any other server. */
    private static final String VERSION_HEADER = "Docker-Distribution-Api-Version";

    private final List<Route> routes;
    private final BearerTokens tokens;

    public Router(List<Route> routes, BearerTokens tokens) {
        this.routes = List.copyOf(routes);
        this.tokens = tokens;
    }

    /** Answers the request; errors become answers here and nowhere else. */
    public Response handle(Request request) {
        Response response;
        try {
            response = answer(request);
        } catch (RegistryException e) {
            response = Errors.render(e);
        }
        return response.with(VERSION_HEADER, "registry/2.0");
    }

    private Response answer(Request request) {
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            var parts = route.match(request.path());
            if (parts.isPresent() && route.methods().contains(request.method())) {
                return run(route, parts.get(), request);
            }
            parts.ifPresent(match -> allowed.addAll(route.methods()));
        }
        Challenge challenge = new Challenge(request);
        caller(request, challenge, "use the registry");
        if (!allowed.isEmpty()) {
            throw new RegistryException(
                            ErrorCode.UNSUPPORTED, request.method() + " is not an operation of this resource")
                    .with("Allow", String.join(", ", allowed));
        }
        throw new RegistryException(ErrorCode.NAME_UNKNOWN, "no such resource in a registry");
    }

    private Response run(Route route, Map<String, String> parts, Request request) {
        Challenge challenge = route.catalog() ? new Challenge(request).askingForCatalog() : new Challenge(request);
        String text = parts.get("name");
        RepositoryName name = null;
        RegistryException badName = null;
        if (text != null) {
            try {
                name = RepositoryName.parse(text);
                challenge = challenge.asking(name, route.action()).andMounting(name, request);
            } catch (IllegalArgumentException e) {
                badName = Errors.invalid(ErrorCode.NAME_INVALID, e);
            }
        }
        Caller caller = caller(request, challenge, wish(route, name));
        if (badName != null) {
            throw badName;
        }
        if (route.catalog() && caller.catalog().isEmpty()) {
            throw insufficient(caller, challenge, "list the repositories");
        }
        check(route.action(), name, caller, challenge);
        return route.operation().handle(new Call(request, caller, name, parts));
    }

    /** What the request is for, to follow "log in to". */
    private static String wish(Route route, @Nullable RepositoryName name) {
        if (route.catalog()) {
            return "list the repositories";
        }
        return route.action() == null || name == null
                ? "use the registry"
                : route.action().word() + " " + name.familiar();
    }

    private Caller caller(Request request, Challenge challenge, String wish) {
        String header = request.header("authorization").orElse("");
        if (header.isEmpty()) {
            throw challenge.unauthorized("log in to " + wish, "");
        }
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw challenge.unauthorized("the registry takes bearer tokens, which its token service issues", "");
        }
        return tokens.verify(header.substring(7).trim())
                .orElseThrow(
                        () -> challenge.unauthorized("the bearer token is invalid or has expired", "invalid_token"));
    }

    /**
     * What was asked for and refused is DENIED; what was not asked for gets 401, on which clients ask again with the right
     * scope (RFC 6750, section 3.1). Anonymous callers always get 401: logging in may help.
     */
    private static void check(
            @Nullable Action action, @Nullable RepositoryName name, Caller caller, Challenge challenge) {
        if (action == null || name == null || caller.may(action, name)) {
            return;
        }
        if (caller.wasRefused(action, name) && !caller.anonymous()) {
            String hint = action == Action.PUSH ? "; " + caller.reach().hint() : "";
            throw new RegistryException(
                    ErrorCode.DENIED, "the token does not allow to " + action.word() + " " + name.familiar() + hint);
        }
        throw insufficient(caller, challenge, action.word() + " " + name.familiar());
    }

    private static RegistryException insufficient(Caller caller, Challenge challenge, String wish) {
        String message = caller.anonymous() ? "log in to " + wish : "the bearer token does not allow to " + wish;
        return challenge.unauthorized(message, "insufficient_scope");
    }
}
