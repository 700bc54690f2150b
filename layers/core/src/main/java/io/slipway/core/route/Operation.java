package io.slipway.core.route;

import io.slipway.core.http.Response;
import java.util.Set;

/** The work of one route, after its guard has let the caller in. */
@FunctionalInterface
public interface Operation {

    /** Answers, or throws a {@link io.slipway.core.error.RegistryException}. */
    Response handle(Call call);

    /**
     * The parameters of the query that it knows. The API refuses a request with another one: it may be a misspelt filter. The registry's own
     * routes look over those, as the specification has it.
     */
    default Set<String> parameters() {
        return Set.of();
    }
}
