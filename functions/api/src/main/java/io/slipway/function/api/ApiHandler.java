package io.slipway.function.api;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.HttpFunction;
import io.slipway.core.access.Credentials;
import io.slipway.core.access.Tokens;
import io.slipway.core.route.ApiRouter;
import io.slipway.core.space.CreateSpace;
import io.slipway.core.space.DeleteSpace;
import io.slipway.core.space.ListSpaces;
import io.slipway.core.space.Spaces;
import io.slipway.core.token.CreateToken;
import io.slipway.core.token.ListTokens;
import io.slipway.core.token.RevokeToken;
import java.util.List;
import java.util.Map;

/** {@code /api/**}: spaces and tokens. */
public final class ApiHandler extends HttpFunction {
    public ApiHandler() {
        this(System.getenv());
    }

    public ApiHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    private ApiHandler(Backend backend) {
        this(backend, backend.credentials());
    }

    private ApiHandler(Backend backend, Credentials credentials) {
        super(
                backend.environment(),
                router(backend, credentials)::handle,
                () -> backend.spaces().list());
    }

    private static ApiRouter router(Backend backend, Credentials credentials) {
        Tokens tokens = backend.tokens();
        Spaces spaces = backend.spaces();
        return new ApiRouter(
                List.of(
                        new ApiRouter.Line("POST", "/api/tokens", new CreateToken(tokens, backend.clock())),
                        new ApiRouter.Line("GET", "/api/tokens", new ListTokens(tokens)),
                        new ApiRouter.Line("DELETE", "/api/tokens/<id>", new RevokeToken(tokens)),
                        new ApiRouter.Line("POST", "/api/spaces", new CreateSpace(spaces, backend.clock())),
                        new ApiRouter.Line("GET", "/api/spaces", new ListSpaces(spaces)),
                        new ApiRouter.Line("DELETE", "/api/spaces/<space>", new DeleteSpace(spaces))),
                credentials);
    }
}
