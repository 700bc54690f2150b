package io.slipway.core.route;

import io.slipway.core.access.Credentials;
import io.slipway.core.access.RegistryLogin;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.event.Actor;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.util.List;
import java.util.TreeSet;

/** Answers requests: finds the route, checks the caller, runs the operation. */
public final class Router {
    private final List<Route> routes;
    private final CallerCheck gate;

    /** Creates a router of the registry, whose routes require a bearer token or Basic credentials. */
    public Router(List<Route> routes, RegistryLogin login) {
        this(routes, new RegistryGate(login));
    }

    /** Creates a router of the API, whose routes need a Slipway token, or are open. */
    public Router(List<Route> routes, Credentials credentials) {
        this(routes, new TokenGate(credentials));
    }

    private Router(List<Route> routes, CallerCheck gate) {
        routes.stream().filter(route -> !gate.knows(route.guard())).findAny().ifPresent(route -> {
            throw new IllegalArgumentException(
                    route.path() + " must have a guard that this router checks, but has another");
        });
        this.routes = List.copyOf(routes);
        this.gate = gate;
    }

    /** Answers the request. This is the only place where errors become responses. */
    public Response handle(Request request) {
        Response response;
        try {
            response = answer(request);
        } catch (RegistryException e) {
            response = Errors.render(e);
        }
        return gate.finish(response);
    }

    private Response answer(Request request) {
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            var parts = route.match(request.path());
            if (parts.isPresent() && route.methods().contains(request.method())) {
                Call call = gate.enter(route, request, parts.get());
                return Actor.as(call.author(), () -> route.operation().handle(call));
            }
            parts.ifPresent(match -> allowed.addAll(route.methods()));
        }
        gate.enter(request);
        if (!allowed.isEmpty()) {
            throw new RegistryException(ErrorCode.UNSUPPORTED, "this resource does not support " + request.method())
                    .with("Allow", String.join(", ", allowed));
        }
        throw gate.noRoute();
    }
}
