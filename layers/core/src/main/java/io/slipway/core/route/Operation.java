package io.slipway.core.route;

import io.slipway.core.http.Response;
import java.util.Set;

/** Does the work of one route, after its guard has accepted the caller. */
@FunctionalInterface
public interface Operation {

    /** Answers, or throws a {@link io.slipway.core.error.RegistryException}. */
    Response handle(Call call);

    /**
     * Returns the query parameters that it accepts. The API refuses a request with another one, which may be a misspelt filter. The registry's own
     * routes ignore others, as the specification requires.
     */
    default Set<String> parameters() {
        return Set.of();
    }
}
