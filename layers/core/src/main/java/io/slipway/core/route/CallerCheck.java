package io.slipway.core.route;

import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.util.Map;

/** Checks the caller of a request against the guard of its route. */
interface CallerCheck {
    /** Returns whether it can check this guard. */
    boolean knows(Guard guard);

    /** Accepts a request to its route, or throws the error for its caller. */
    Call enter(Route route, Request request, Map<String, String> parts);

    /** Accepts a request that has no route, so that it gets the error for that; other callers must not find out which routes exist. */
    void enter(Request request);

    /** Returns the error for a path without a route. */
    RegistryException noRoute();

    /** Completes every response, including errors. */
    Response finish(Response response);
}
