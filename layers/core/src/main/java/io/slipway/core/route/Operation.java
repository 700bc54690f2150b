package io.slipway.core.route;

import io.slipway.core.http.Response;

/** What one route does, once the caller is known to be allowed to. */
@FunctionalInterface
public interface Operation {

    /** Answers, or throws a {@link io.slipway.core.error.RegistryException}. */
    Response handle(Call call);
}
