package io.slipway.function.api;

import io.slipway.aws.Backend;
import io.slipway.core.access.Tokens;
import io.slipway.core.openapi.OpenApiDocument;
import io.slipway.core.route.ApiRouter.ApiRoute;
import io.slipway.core.route.ApiRouter.Line;
import io.slipway.core.route.ApiRouter.OpenLine;
import io.slipway.core.space.CreateSpace;
import io.slipway.core.space.DeleteSpace;
import io.slipway.core.space.ListSpaces;
import io.slipway.core.space.Spaces;
import io.slipway.core.token.CreateToken;
import io.slipway.core.token.ListTokens;
import io.slipway.core.token.RevokeToken;
import java.util.List;

/** Everything under {@code /api/}. Each line stands in the OpenAPI document too, which {@code OpenApiTest} compares. */
final class ApiRoutes {
    private ApiRoutes() {}

    static List<ApiRoute> of(Backend backend) {
        Tokens tokens = backend.tokens();
        Spaces spaces = backend.spaces();
        return List.of(
                new OpenLine("GET", "/api/openapi.json", OpenApiDocument::json),
                new OpenLine("GET", "/api/openapi.yaml", OpenApiDocument::yaml),
                new Line("POST", "/api/tokens", new CreateToken(tokens, backend.clock())),
                new Line("GET", "/api/tokens", new ListTokens(tokens)),
                new Line("DELETE", "/api/tokens/<id>", new RevokeToken(tokens)),
                new Line("POST", "/api/spaces", new CreateSpace(spaces, backend.clock())),
                new Line("GET", "/api/spaces", new ListSpaces(spaces)),
                new Line("DELETE", "/api/spaces/<space>", new DeleteSpace(spaces)));
    }
}
