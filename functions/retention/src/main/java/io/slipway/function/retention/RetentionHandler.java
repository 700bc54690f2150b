package io.slipway.function.retention;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.HttpFunction;
import java.util.Map;

/** Serves the routes for rules, deployments and the bin, and the schedule, whose event is a request too. */
public final class RetentionHandler extends HttpFunction {
    public RetentionHandler() {
        this(System.getenv());
    }

    public RetentionHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    private RetentionHandler(Backend backend) {
        this(backend, new RetentionRoutes(backend));
    }

    private RetentionHandler(Backend backend, RetentionRoutes routes) {
        super(backend, routes.router()::handle, () -> backend.spaces().list());
    }
}
