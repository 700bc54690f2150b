package io.slipway.core.route;

import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.util.Map;

/** Checks who sends a request, by what the guards of one kind of route ask for. */
interface CallerCheck {
    /** Returns whether it knows how to check this guard. */
    boolean knows(Guard guard);

    /** Lets a request through to its route, or throws what the client is answered. */
    Call enter(Route route, Request request, Map<String, String> parts);

    /** Lets a request through that has no route, to learn that: anyone else would learn which there are. */
    void enter(Request request);

    /** The error for a path without a route. */
    RegistryException nothing();

    /** Completes every answer, errors included. */
    Response finish(Response response);
}
