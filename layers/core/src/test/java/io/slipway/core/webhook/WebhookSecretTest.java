package io.slipway.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.name.SpaceName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {
    private final WebhookSecret secrets = new WebhookSecret(() -> "secret of the stack");

    @Test
    void a_receiver_verifies_a_delivery_as_standard_webhooks_specifies() throws Exception {
        Webhook webhook = webhook("default", "a");
        String revealed = secrets.reveal(webhook);
        assertThat(revealed).matches("whsec_[A-Za-z0-9+/]{43}=");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(revealed.substring(6)), "HmacSHA256"));
        byte[] expected = mac.doFinal("event-1.1700000000.{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(secrets.sign(webhook, "event-1", 1_700_000_000, "{\"a\":1}"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
    }

    @Test
    void each_webhook_of_each_space_has_its_own_secret() {
        assertThat(secrets.reveal(webhook("default", "a")))
                .isNotEqualTo(secrets.reveal(webhook("default", "b")))
                .isNotEqualTo(secrets.reveal(webhook("other", "a")));
    }

    private static Webhook webhook(String space, String id) {
        return new Webhook(
                id,
                new SpaceName(space),
                URI.create("https://example.com/"),
                Webhook.TYPES,
                Instant.EPOCH,
                Optional.empty());
    }
}
