package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import io.slipway.core.webhook.Webhook;
import io.slipway.core.webhook.Webhooks;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link Webhooks}. */
public abstract class WebhooksContract extends RegistryContract {
    private static final Instant CREATED = Instant.parse("2026-05-01T12:00:00Z");
    private static final Webhook.Failure FAILURE = new Webhook.Failure(CREATED.plusSeconds(60), "it answered 500");

    private Webhooks webhooks() {
        return ports().webhooks();
    }

    private static Webhook webhook(SpaceName space, String id) {
        return new Webhook(
                id,
                space,
                URI.create("https://example.com/" + id),
                Set.of(EventType.IMAGE_PUSHED, EventType.BUILD_FAILED),
                CREATED,
                Optional.empty());
    }

    private Webhook added(SpaceName space, String id) {
        Webhook webhook = webhook(space, id);
        assertThat(webhooks().add(webhook)).isTrue();
        return webhook;
    }

    private static Webhook with(Webhook webhook, Optional<Webhook.Failure> failure) {
        return new Webhook(webhook.id(), webhook.space(), webhook.url(), webhook.events(), webhook.created(), failure);
    }

    @Test
    void the_webhooks_of_a_space_are_listed_in_the_order_of_their_ids() {
        SpaceName space = space();
        Webhook second = added(space, "b");
        Webhook first = added(space, "a");
        added(space(), "c");
        assertThat(webhooks().list(space)).containsExactly(first, second);
    }

    @Test
    void the_default_space_has_webhooks_too() {
        Webhook webhook = added(SpaceName.DEFAULT, fresh("webhook-"));
        assertThat(webhooks().list(SpaceName.DEFAULT)).contains(webhook);
    }

    @Test
    void a_space_that_does_not_exist_or_is_being_deleted_gets_no_webhook() {
        SpaceName missing = new SpaceName(fresh("missing-"));
        assertThat(webhooks().add(webhook(missing, "a"))).isFalse();
        SpaceName deleting = space();
        assertThat(ports().deletions().begin(deleting, true)).isTrue();
        assertThat(webhooks().add(webhook(deleting, "a"))).isFalse();
    }

    @Test
    void a_webhook_is_removed_once() {
        Webhook webhook = added(space(), "a");
        assertThat(webhooks().remove(webhook.space(), "a")).isTrue();
        assertThat(webhooks().remove(webhook.space(), "a")).isFalse();
        assertThat(webhooks().list(webhook.space())).isEmpty();
    }

    @Test
    void the_last_failure_is_kept_until_a_delivery_succeeds() {
        Webhook webhook = added(space(), "a");
        webhooks().note(webhook, Optional.of(FAILURE));
        assertThat(webhooks().list(webhook.space())).containsExactly(with(webhook, Optional.of(FAILURE)));
        webhooks().note(webhook, Optional.empty());
        assertThat(webhooks().list(webhook.space())).containsExactly(webhook);
    }

    @Test
    void recording_the_result_of_a_removed_webhook_does_not_recreate_it() {
        Webhook webhook = added(space(), "a");
        assertThat(webhooks().remove(webhook.space(), "a")).isTrue();
        webhooks().note(webhook, Optional.of(FAILURE));
        assertThat(webhooks().list(webhook.space())).isEmpty();
    }
}
