package io.slipway.core.route;

import io.slipway.core.access.Action;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.Scope;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Request;
import io.slipway.core.name.RepositoryName;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Challenges a client to get a bearer token: the one {@code WWW-Authenticate} of a 401 (Docker's "Token Authentication").
 *
 * @param realm the token service's URL
 * @param scope the scope to request; empty if any valid token is enough
 */
record Challenge(String realm, String scope) {

    Challenge(Request request) {
        this(request.origin() + "/token", "");
    }

    /** Returns the challenge of a route on a repository. It requests pull together with push, because clients that push also pull. */
    Challenge asking(RepositoryName name, @Nullable Action action) {
        if (action == null) {
            return this;
        }
        Stream<Action> actions = action == Action.PULL ? Stream.of(action) : Stream.of(Action.PULL, action);
        return new Challenge(realm, Scope.text(name, actions));
    }

    /** Returns the challenge of the catalogue. */
    Challenge askingForCatalog() {
        return new Challenge(realm, Scope.CATALOG);
    }

    /**
     * Returns the challenge of a mount, which pulls from its source: both repositories at once, as in distribution's challenge, for clients that log
     * in once for each request (python-dxf), and to save the others a second login.
     */
    Challenge andMounting(RepositoryName target, Request request) {
        return request.parameter("mount")
                .flatMap(digest -> request.parameter("from"))
                .flatMap(RepositoryName::parseIfValid)
                .filter(source -> !source.equals(target))
                .map(this::andPulling)
                .orElse(this);
    }

    /** Returns the challenge of a request that needs to pull from another repository too. */
    Challenge andPulling(RepositoryName other) {
        return new Challenge(realm, scope + " " + Scope.text(other, Stream.of(Action.PULL)));
    }

    RegistryException unauthorized(String message, String error) {
        StringBuilder value =
                new StringBuilder("Bearer realm=\"" + realm + "\",service=\"" + BearerTokens.SERVICE + "\"");
        if (!scope.isEmpty()) {
            value.append(",scope=\"").append(scope).append('"');
        }
        if (!error.isEmpty()) {
            value.append(",error=\"").append(error).append('"');
        }
        return new RegistryException(ErrorCode.UNAUTHORIZED, message).with("WWW-Authenticate", value.toString());
    }
}
