package io.slipway.core.webhook;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.Quoted;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Spaces;

/** {@code DELETE /api/spaces/<space>/webhooks/<id>}: removes a webhook; deliveries that wait for another attempt are dropped. */
public final class DeleteWebhook implements Operation {
    private final Spaces spaces;
    private final Webhooks webhooks;

    public DeleteWebhook(Spaces spaces, Webhooks webhooks) {
        this.spaces = spaces;
        this.webhooks = webhooks;
    }

    @Override
    public Response handle(Call call) {
        var space = DescribeSpace.findAdministered(call, spaces).name();
        String id = call.id();
        if (!webhooks.remove(space, id)) {
            throw new RegistryException(ErrorCode.NOT_FOUND, "there is no webhook " + Quoted.of(id));
        }
        return Response.of(204);
    }
}
