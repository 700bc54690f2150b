package io.slipway.function.api;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.HttpFunction;
import io.slipway.core.route.Router;
import java.util.Map;

/** Serves {@code /api/**}, except builds, retention and housekeeping. */
public final class ApiHandler extends HttpFunction {
    public ApiHandler() {
        this(System.getenv());
    }

    public ApiHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    private ApiHandler(Backend backend) {
        super(
                backend,
                new Router(ApiRoutes.of(backend), backend.forLogins().credentials())::handle,
                () -> backend.spaces().list());
    }
}
