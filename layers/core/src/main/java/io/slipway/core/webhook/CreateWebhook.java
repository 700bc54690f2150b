package io.slipway.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Space;
import io.slipway.core.space.Spaces;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;

/**
 * {@code POST /api/spaces/<space>/webhooks} with {@code {url, events}}: creates a webhook and returns the secret that signs its deliveries, which is
 * not shown again.
 */
public final class CreateWebhook implements Operation {
    private static final int ID_BYTES = 6;

    private final Spaces spaces;
    private final Webhooks webhooks;
    private final WebhookSecret secret;
    private final WebhookUrl urls;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public CreateWebhook(Spaces spaces, Webhooks webhooks, WebhookSecret secret, WebhookUrl urls, Clock clock) {
        this.spaces = spaces;
        this.webhooks = webhooks;
        this.secret = secret;
        this.urls = urls;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        Space space = DescribeSpace.findAdministered(call, spaces);
        JsonNode body = call.body("url", "events");
        String url = JsonBody.required(body, "url");
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Webhook webhook = JsonBody.valid(() -> new Webhook(
                HexFormat.of().formatHex(id),
                space.name(),
                urls.parse(url),
                WebhookJson.types(body.path("events")),
                clock.instant(),
                Optional.empty()));
        if (webhooks.list(space.name()).size() >= Webhook.MAX_PER_SPACE) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    "a space must have at most " + Webhook.MAX_PER_SPACE + " webhooks: delete one first");
        }
        if (!webhooks.add(webhook)) {
            throw new RegistryException(ErrorCode.CONFLICT, "the space " + space.name() + " is being deleted");
        }
        return JsonBody.answer(201, WebhookJson.write(webhook).put("secret", secret.reveal(webhook)));
    }
}
