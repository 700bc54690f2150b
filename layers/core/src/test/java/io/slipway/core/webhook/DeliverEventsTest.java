package io.slipway.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.contract.MovingClock;
import io.slipway.core.event.EventType;
import io.slipway.core.memory.MemoryRegistry;
import io.slipway.core.name.SpaceName;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliverEventsTest {
    private static final String BODY = "{\"id\":\"event-1\"}";

    private final MemoryRegistry registry = new MemoryRegistry();
    private final MovingClock clock = registry.clock();
    private final WebhookSecret secret = new WebhookSecret(() -> "secret of the stack");
    private final List<String> posts = new ArrayList<>();
    private final List<Map<String, String>> headers = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();
    private final DeliverEvents delivery =
            new DeliverEvents(registry.webhooks(), registry.deliveries(), this::post, secret, clock);

    private final Webhook pushes = webhook("pushes", EventType.IMAGE_PUSHED);
    private final Webhook builds = webhook("builds", EventType.BUILD_FAILED);

    @BeforeEach
    void webhooks() {
        registry.webhooks().add(pushes);
        registry.webhooks().add(builds);
    }

    private Webhook webhook(String id, EventType type) {
        return new Webhook(
                id,
                SpaceName.DEFAULT,
                URI.create("https://example.com/" + id),
                Set.of(type),
                clock.instant(),
                Optional.empty());
    }

    private Optional<String> post(URI url, Map<String, String> sent, String body) {
        assertThat(body).isEqualTo(BODY);
        posts.add(url.getPath());
        headers.add(sent);
        return broken.contains(url.getPath()) ? Optional.of("it answered 500") : Optional.empty();
    }

    private void pushed() {
        delivery.deliver(SpaceName.DEFAULT, EventType.IMAGE_PUSHED, "event-1", BODY);
    }

    private Optional<Webhook.Failure> failure() {
        return registry.webhooks().list(SpaceName.DEFAULT).stream()
                .filter(webhook -> webhook.id().equals("pushes"))
                .findFirst()
                .flatMap(Webhook::failure);
    }

    @Test
    void an_event_is_sent_to_the_webhooks_subscribed_to_its_type_with_each_ones_signature() {
        pushed();
        assertThat(posts).containsExactly("/pushes");
        long seconds = clock.instant().getEpochSecond();
        assertThat(headers)
                .containsExactly(Map.of(
                        "webhook-id", "event-1",
                        "webhook-timestamp", Long.toString(seconds),
                        "webhook-signature", secret.sign(pushes, "event-1", seconds, BODY)));
        assertThat(failure()).isEmpty();
    }

    @Test
    void a_failed_delivery_is_retried_after_each_pause_and_then_dropped() {
        broken.add("/pushes");
        pushed();
        assertThat(failure()).map(Webhook.Failure::message).contains("it answered 500");
        for (Duration pause : Delivery.PAUSES) {
            clock.advance(pause.minusSeconds(1));
            delivery.repeat();
            int before = posts.size();
            clock.advance(Duration.ofSeconds(2));
            delivery.repeat();
            assertThat(posts).hasSize(before + 1);
        }
        clock.advance(Duration.ofDays(30));
        delivery.repeat();
        assertThat(posts).hasSize(1 + Delivery.PAUSES.size());
    }

    @Test
    void a_delivery_that_finally_succeeds_clears_the_failure_and_is_not_repeated() {
        broken.add("/pushes");
        pushed();
        broken.clear();
        clock.advance(Duration.ofMinutes(2));
        delivery.repeat();
        assertThat(failure()).isEmpty();
        clock.advance(Duration.ofDays(1));
        delivery.repeat();
        assertThat(posts).hasSize(2);
    }

    @Test
    void the_deliveries_of_a_removed_webhook_are_dropped() {
        broken.add("/pushes");
        pushed();
        registry.webhooks().remove(SpaceName.DEFAULT, "pushes");
        clock.advance(Duration.ofDays(1));
        delivery.repeat();
        assertThat(posts).hasSize(1);
        assertThat(registry.deliveries().due(clock.instant().plus(Duration.ofDays(30)), 10))
                .isEmpty();
    }

    @Test
    void a_run_that_is_interrupted_while_sending_loses_nothing() {
        broken.add("/pushes");
        pushed();
        clock.advance(Duration.ofMinutes(2));
        DeliverEvents dying = new DeliverEvents(
                registry.webhooks(),
                registry.deliveries(),
                (url, sent, body) -> {
                    throw new IllegalStateException("killed");
                },
                secret,
                clock);
        try {
            dying.repeat();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("killed");
        }
        broken.clear();
        clock.advance(Duration.ofMinutes(6));
        delivery.repeat();
        assertThat(posts).hasSize(2);
    }
}
