package io.slipway.core.route;

import io.slipway.core.http.Response;
import java.util.Set;

/** What one route under {@code /api/} does. It checks by itself what the caller's grants must say. */
@FunctionalInterface
public interface ApiOperation {

    /** Answers, or throws a {@link io.slipway.core.error.RegistryException}. */
    Response handle(ApiCall call);

    /** The parameters of the query that it knows. A request with another one is refused: it may be a misspelt filter. */
    default Set<String> parameters() {
        return Set.of();
    }
}
