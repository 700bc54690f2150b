package io.slipway.function.push;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.HttpFunction;
import java.util.Map;

/** Serves POST, PUT, PATCH and DELETE of {@code /v2/**}: all writes to the registry. */
public final class PushHandler extends HttpFunction {
    public PushHandler() {
        this(System.getenv());
    }

    public PushHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    private PushHandler(Backend backend) {
        this(backend, new PushRoutes(backend));
    }

    private PushHandler(Backend backend, PushRoutes routes) {
        super(backend, routes.router()::handle, routes::prime);
    }
}
