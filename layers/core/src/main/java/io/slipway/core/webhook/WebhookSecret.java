package io.slipway.core.webhook;

import io.slipway.core.digest.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * Derives the secret of each webhook from the stack's, and signs with it as the specification "Standard Webhooks" requires, for which libraries exist
 * in many languages. No secret of a webhook is stored.
 */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";

    private final Supplier<String> stackSecret;

    public WebhookSecret(Supplier<String> stackSecret) {
        this.stackSecret = stackSecret;
    }

    /** Returns the secret in the form that its owner receives. */
    public String reveal(Webhook webhook) {
        return PREFIX + Base64.getEncoder().encodeToString(key(webhook));
    }

    /** Returns the value of the header {@code webhook-signature}. */
    public String sign(Webhook webhook, String message, long seconds, String body) {
        byte[] content = (message + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(Hmac.sha256(key(webhook), content));
    }

    private byte[] key(Webhook webhook) {
        return Hmac.sha256(stackSecret.get(), "webhook\n" + webhook.space() + "\n" + webhook.id());
    }
}
