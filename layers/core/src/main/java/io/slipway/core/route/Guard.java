package io.slipway.core.route;

import io.slipway.core.access.Action;
import org.jspecify.annotations.Nullable;

/** Restricts the callers of a route. */
public sealed interface Guard {
    /** A Slipway token; what its grants must say is checked by the operation. */
    Guard TOKEN = new Token();

    /** Lets anyone in: the route reveals nothing that is stored, or identifies its callers in another way. */
    Guard OPEN = new Open();

    /**
     * A bearer token of the token service, or Basic credentials that it takes.
     *
     * @param action the action that it must allow on the repository in the path; null if any valid token is enough
     * @param catalog whether a bearer token must have been requested for listing repositories ({@link io.slipway.core.access.Scope#CATALOG})
     */
    record Bearer(@Nullable Action action, boolean catalog) implements Guard {}

    /** See {@link #TOKEN}. */
    record Token() implements Guard {}

    /** See {@link #OPEN}. */
    record Open() implements Guard {}
}
