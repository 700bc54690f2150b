package io.slipway.core.route;

import io.slipway.core.access.Action;
import org.jspecify.annotations.Nullable;

/** Restricts the callers of a route. */
public sealed interface Guard {
    /** Requires a Slipway token; the operation checks its grants. */
    Guard TOKEN = new Token();

    /** Accepts any caller: the route reveals no stored data, or identifies its callers in another way. */
    Guard OPEN = new Open();

    /**
     * A bearer token of the token service, or Basic credentials that it accepts.
     *
     * @param action the action that the token must allow on the repository in the path; null if any valid token is enough
     * @param catalog whether a bearer token must have been requested for listing repositories ({@link io.slipway.core.access.Scope#CATALOG})
     */
    record Bearer(@Nullable Action action, boolean catalog) implements Guard {}

    /** See {@link #TOKEN}. */
    record Token() implements Guard {}

    /** See {@link #OPEN}. */
    record Open() implements Guard {}
}
