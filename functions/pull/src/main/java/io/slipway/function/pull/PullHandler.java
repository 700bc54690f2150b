package io.slipway.function.pull;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.HttpFunction;
import java.util.Map;

/** Serves GET and HEAD of {@code /v2/**}: all reads of the registry. */
public final class PullHandler extends HttpFunction {
    public PullHandler() {
        this(System.getenv());
    }

    public PullHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    private PullHandler(Backend backend) {
        this(backend, new PullRoutes(backend));
    }

    private PullHandler(Backend backend, PullRoutes routes) {
        super(backend, routes.router()::handle, routes::prime);
    }
}
