package io.slipway.core.route;

import io.slipway.core.http.Response;

/** What one route under {@code /api/} does. It checks by itself what the caller's grants must say. */
@FunctionalInterface
public interface ApiOperation {

    /** Answers, or throws a {@link io.slipway.core.error.RegistryException}. */
    Response handle(ApiCall call);
}
