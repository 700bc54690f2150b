package io.slipway.core.route;

import io.slipway.core.access.Action;
import io.slipway.core.access.BasicPassword;
import io.slipway.core.access.Caller;
import io.slipway.core.access.RegistryLogin;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gate of the registry: callers send a bearer token of the token service, or get a challenge that names the service. Basic credentials with a
 * token work too, but no challenge names them: clients that support both use the scheme that is named first, or fail if there are two.
 */
final class RegistryGate implements CallerCheck {
    /** The header by which Docker's clients recognise a registry. */
    private static final String VERSION_HEADER = "Docker-Distribution-Api-Version";

    private final RegistryLogin login;

    RegistryGate(RegistryLogin login) {
        this.login = login;
    }

    @Override
    public boolean knows(Guard guard) {
        return guard instanceof Guard.Bearer;
    }

    @Override
    public Call enter(Route route, Request request, Map<String, String> parts) {
        Guard.Bearer guard = (Guard.Bearer) route.guard();
        Challenge challenge = guard.catalog() ? new Challenge(request).askingForCatalog() : new Challenge(request);
        String text = parts.get("name");
        RepositoryName name = null;
        RegistryException badName = null;
        if (text != null) {
            try {
                name = RepositoryName.parse(text);
                challenge = challenge.asking(name, guard.action()).andMounting(name, request);
            } catch (IllegalArgumentException e) {
                badName = Errors.invalid(ErrorCode.NAME_INVALID, e);
            }
        }
        Caller caller = caller(request, challenge, wish(guard, name));
        if (badName != null) {
            throw badName;
        }
        if (guard.catalog() && caller.catalog().isEmpty()) {
            throw insufficient(caller, challenge, "list the repositories");
        }
        RepositoryName named = name == null ? null : caller.named(name);
        check(guard.action(), named, caller, challenge);
        return Call.of(request, caller, named, parts);
    }

    @Override
    public void enter(Request request) {
        caller(request, new Challenge(request), "use the registry");
    }

    @Override
    public RegistryException noRoute() {
        return new RegistryException(ErrorCode.NAME_UNKNOWN, "there is no such resource in a registry");
    }

    @Override
    public Response finish(Response response) {
        return response.with(VERSION_HEADER, "registry/2.0");
    }

    /** Returns the purpose of the request, to follow "log in to". */
    private static String wish(Guard.Bearer guard, @Nullable RepositoryName name) {
        if (guard.catalog()) {
            return "list the repositories";
        }
        return guard.action() == null || name == null
                ? "use the registry"
                : guard.action().word() + " " + name.familiar();
    }

    private Caller caller(Request request, Challenge challenge, String wish) {
        String header = request.header("authorization").orElse("");
        if (header.isEmpty()) {
            throw challenge.unauthorized("log in to " + wish, "");
        }
        if (BasicPassword.isIn(header)) {
            return login.byBasic(header, request.sourceAddress(), challenge.scope())
                    .orElseThrow(() -> challenge.unauthorized(
                            "the password is not a Slipway token, or the token has expired", ""));
        }
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw challenge.unauthorized(
                    "send a bearer token, which the token service issues, or a Slipway token as the password of Basic"
                            + " credentials",
                    "");
        }
        return login.byBearer(header.substring(7).trim())
                .orElseThrow(
                        () -> challenge.unauthorized("the bearer token is invalid or has expired", "invalid_token"));
    }

    /**
     * An action that the token service refused is DENIED; one that the client did not request gets 401, whereupon clients request a token with the
     * right scope (RFC 6750, section 3.1). Anonymous callers always get 401: logging in may help.
     */
    private static void check(
            @Nullable Action action, @Nullable RepositoryName name, Caller caller, Challenge challenge) {
        if (action == null || name == null || caller.may(action, name)) {
            return;
        }
        if (caller.wasRefused(action, name) && !caller.anonymous()) {
            String hint = action == Action.PUSH ? "; " + caller.reach().hint() : "";
            throw new RegistryException(
                    ErrorCode.DENIED, "the token may not " + action.word() + " " + name.familiar() + hint);
        }
        throw insufficient(caller, challenge, action.word() + " " + name.familiar());
    }

    private static RegistryException insufficient(Caller caller, Challenge challenge, String wish) {
        String message = caller.anonymous() ? "log in to " + wish : "the bearer token may not " + wish;
        return challenge.unauthorized(message, "insufficient_scope");
    }
}
