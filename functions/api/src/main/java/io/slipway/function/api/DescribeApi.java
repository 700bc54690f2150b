package io.slipway.function.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/** {@code GET /api}: returns the document that clients of Octopus Deploy request first. */
final class DescribeApi implements Operation {
    /** The version of Octopus's API that this one partly implements: the first with packages in spaces. */
    private static final String API_VERSION = "3.0.0";

    @Override
    public Response handle(Call call) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("Application", "Slipway")
                .put("ApiVersion", API_VERSION)
                .put("Version", API_VERSION);
        body.putObject("Links").put("Self", "/api").put("OpenApi", "/api/openapi.json");
        return JsonBody.answer(200, body);
    }
}
