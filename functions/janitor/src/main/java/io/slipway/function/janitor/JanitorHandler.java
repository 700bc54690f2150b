package io.slipway.function.janitor;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.HttpFunction;
import java.util.Map;

/** Serves housekeeping: {@code POST /api/gc}, and the requests of the schedules. */
public final class JanitorHandler extends HttpFunction {
    public JanitorHandler() {
        this(System.getenv());
    }

    public JanitorHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    private JanitorHandler(Backend backend) {
        super(backend, new JanitorRoutes(backend, System.err::println).router()::handle, () -> {});
    }
}
