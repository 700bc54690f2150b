package io.slipway.core.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Spaces;

/** {@code GET /api/spaces/<space>/webhooks}: the webhooks of a space, without their secrets. */
public final class ListWebhooks implements Operation {
    private final Spaces spaces;
    private final Webhooks webhooks;

    public ListWebhooks(Spaces spaces, Webhooks webhooks) {
        this.spaces = spaces;
        this.webhooks = webhooks;
    }

    @Override
    public Response handle(Call call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("webhooks");
        webhooks.list(DescribeSpace.findAdministered(call, spaces).name()).stream()
                .map(WebhookJson::write)
                .forEach(list::add);
        return JsonBody.answer(200, body);
    }
}
