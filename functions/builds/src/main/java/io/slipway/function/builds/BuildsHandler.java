package io.slipway.function.builds;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.HttpFunction;
import io.slipway.core.route.Router;
import java.util.Map;

/** Serves {@code /api/spaces/<space>/builds/**}, the images of deployments, and the provenance key. */
public final class BuildsHandler extends HttpFunction {
    public BuildsHandler() {
        this(System.getenv());
    }

    public BuildsHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    private BuildsHandler(Backend backend) {
        this(backend, new BuildParts(backend));
    }

    private BuildsHandler(Backend backend, BuildParts parts) {
        super(
                backend,
                new Router(parts.routes(), backend.forLogins().credentials())::handle,
                () -> parts.queue().placed());
    }
}
