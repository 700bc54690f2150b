package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.name.SpaceName;
import io.slipway.core.webhook.Deliveries;
import io.slipway.core.webhook.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link Deliveries}. Tests share one queue: each looks at the deliveries of its own webhook. */
public abstract class DeliveriesContract extends RegistryContract {
    private static final Instant DUE = Instant.parse("2026-05-01T12:00:00.250Z");
    private static final int ALL = 1_000;

    private Deliveries deliveries() {
        return ports().deliveries();
    }

    private static Delivery delivery(String webhook, int failed, Instant due) {
        return new Delivery(SpaceName.DEFAULT, webhook, "event-1", "{\"id\":\"event-1\"}", failed, due);
    }

    private List<Delivery> due(String webhook, Instant now) {
        return deliveries().due(now, ALL).stream()
                .filter(delivery -> delivery.webhook().equals(webhook))
                .toList();
    }

    @Test
    void a_delivery_is_due_at_its_time_and_not_before() {
        String webhook = fresh("webhook-");
        Delivery delivery = delivery(webhook, 1, DUE);
        deliveries().put(delivery);
        assertThat(due(webhook, DUE.minusMillis(1))).isEmpty();
        assertThat(due(webhook, DUE.plusMillis(1))).containsExactly(delivery);
    }

    @Test
    void the_oldest_deliveries_come_first() {
        String webhook = fresh("webhook-");
        Instant early = Instant.parse("2001-01-01T00:00:00Z");
        List<Delivery> waiting = List.of(
                delivery(webhook, 1, early), delivery(webhook, 1, early.plusSeconds(1)), delivery(webhook, 1, DUE));
        waiting.reversed().forEach(deliveries()::put);
        assertThat(due(webhook, DUE.plusSeconds(1))).containsExactlyElementsOf(waiting);
        assertThat(deliveries().due(DUE, 2)).containsExactlyElementsOf(waiting.subList(0, 2));
        waiting.forEach(deliveries()::remove);
    }

    @Test
    void a_delivery_is_claimed_once_and_the_next_attempt_takes_its_place() {
        String webhook = fresh("webhook-");
        Delivery delivery = delivery(webhook, 1, DUE);
        Delivery next = delivery(webhook, 2, DUE.plusSeconds(300));
        deliveries().put(delivery);
        assertThat(deliveries().claim(delivery, Optional.of(next))).isTrue();
        assertThat(deliveries().claim(delivery, Optional.of(next))).isFalse();
        assertThat(due(webhook, DUE.plusSeconds(1))).isEmpty();
        assertThat(due(webhook, DUE.plusSeconds(301))).containsExactly(next);
    }

    @Test
    void the_last_attempt_leaves_nothing() {
        String webhook = fresh("webhook-");
        Delivery delivery = delivery(webhook, 7, DUE);
        deliveries().put(delivery);
        assertThat(deliveries().claim(delivery, Optional.empty())).isTrue();
        assertThat(due(webhook, DUE.plusSeconds(1))).isEmpty();
    }

    @Test
    void a_delivery_that_succeeded_is_removed() {
        String webhook = fresh("webhook-");
        Delivery delivery = delivery(webhook, 1, DUE);
        deliveries().put(delivery);
        deliveries().remove(delivery);
        deliveries().remove(delivery);
        assertThat(due(webhook, DUE.plusSeconds(1))).isEmpty();
    }
}
