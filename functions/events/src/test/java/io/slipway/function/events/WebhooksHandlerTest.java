package io.slipway.function.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.contract.MovingClock;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import io.slipway.core.webhook.Delivery;
import io.slipway.core.webhook.Webhook;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.SilentContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhooksHandlerTest {
    @SuppressWarnings("NullAway.Init")
    private static EmulatedAccount account;

    private final CallCounter calls = new CallCounter();
    private final MovingClock clock = new MovingClock(Instant.EPOCH);
    private final Receiver receiver = Receiver.start();
    private final SpaceName space = new SpaceName("space-" + System.nanoTime());

    @SuppressWarnings("NullAway.Init")
    private Backend backend;

    @SuppressWarnings("NullAway.Init")
    private WebhooksHandler handler;

    @BeforeAll
    static void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @BeforeEach
    void connect() {
        connect(Map.of());
        clock.set(Instant.now());
    }

    @AfterEach
    void disconnect() {
        receiver.close();
        clock.advance(Duration.ofDays(30));
        handler.handleRequest(schedule(), SilentContext.INSTANCE);
    }

    private void connect(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(account.environment());
        variables.putAll(more);
        Environment environment = new Environment(variables);
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)), clock);
        handler = new WebhooksHandler(backend);
    }

    @Test
    void an_event_is_posted_with_a_signature_and_costs_one_query() {
        Webhook webhook = webhook("a", EventType.IMAGE_PUSHED);
        calls.take();
        push("1");
        assertThat(calls.take()).containsExactly("Query");
        Receiver.Post post = receiver.only();
        assertThat(post.body()).contains("\"type\":\"image.pushed\"", "\"id\":\"1\"", "\"space\":\"" + space + "\"");
        assertThat(post.header("content-type")).startsWith("application/json");
        assertThat(post.header("webhook-id")).isEqualTo("1");
        long seconds = Long.parseLong(post.header("webhook-timestamp"));
        assertThat(post.header("webhook-signature"))
                .isEqualTo(backend.forEvents().webhookSecret().sign(webhook, "1", seconds, post.body()));
    }

    @Test
    void a_webhook_gets_only_the_types_of_events_that_it_selects() {
        webhook("a", EventType.BUILD_FAILED);
        push("1");
        assertThat(receiver.posts()).isEmpty();
    }

    @Test
    void a_failed_delivery_is_repeated_until_it_succeeds_and_the_webhook_has_the_reason() {
        webhook("a", EventType.IMAGE_PUSHED);
        receiver.answer(500);
        push("1");
        assertThat(only().failure())
                .map(Webhook.Failure::message)
                .contains("the webhook's status must be 2xx, but was 500");
        handler.handleRequest(schedule(), SilentContext.INSTANCE);
        assertThat(receiver.posts()).as("it is not due yet").hasSize(1);
        clock.advance(Delivery.PAUSES.getFirst().plusSeconds(1));
        handler.handleRequest(schedule(), SilentContext.INSTANCE);
        assertThat(receiver.posts()).hasSize(2);
        receiver.answer(204);
        clock.advance(Delivery.PAUSES.get(1).plusSeconds(1));
        handler.handleRequest(schedule(), SilentContext.INSTANCE);
        assertThat(receiver.posts()).hasSize(3);
        assertThat(receiver.posts())
                .extracting(Receiver.Post::body)
                .containsOnly(receiver.posts().getFirst().body());
        assertThat(only().failure()).isEmpty();
        clock.advance(Duration.ofDays(2));
        handler.handleRequest(schedule(), SilentContext.INSTANCE);
        assertThat(receiver.posts()).as("it has succeeded").hasSize(3);
    }

    @Test
    void a_delivery_is_abandoned_after_the_last_attempt() {
        webhook("a", EventType.IMAGE_PUSHED);
        receiver.answer(410);
        push("1");
        for (int i = 0; i < Delivery.PAUSES.size() + 2; i++) {
            clock.advance(Duration.ofHours(13));
            handler.handleRequest(schedule(), SilentContext.INSTANCE);
        }
        assertThat(receiver.posts()).hasSize(Delivery.PAUSES.size() + 1);
    }

    @Test
    void a_redirect_is_a_failure_and_is_not_followed() {
        webhook("a", EventType.IMAGE_PUSHED);
        receiver.answer(307);
        push("1");
        assertThat(receiver.posts()).hasSize(1);
        assertThat(only().failure())
                .map(Webhook.Failure::message)
                .contains("the webhook's status must be 2xx, but was 307");
    }

    @Test
    void nothing_is_sent_to_a_name_that_resolves_to_an_internal_address() {
        Webhook webhook = webhook("a", EventType.IMAGE_PUSHED);
        assertThat(webhook.url().getHost()).isEqualTo("localhost");
        connect(Map.of("SLIPWAY_WEBHOOK_NETWORK", "public"));
        push("1");
        assertThat(receiver.posts()).isEmpty();
        assertThat(only().failure())
                .map(Webhook.Failure::message)
                .contains("the host must have a public address, but has none");
    }

    @Test
    void deliveries_that_wait_for_a_removed_webhook_are_dropped() {
        webhook("a", EventType.IMAGE_PUSHED);
        receiver.answer(500);
        push("1");
        backend.forEvents().webhooks().remove(space, "a");
        clock.advance(Duration.ofHours(1));
        handler.handleRequest(schedule(), SilentContext.INSTANCE);
        assertThat(receiver.posts()).hasSize(1);
    }

    private Webhook webhook(String id, EventType type) {
        backend.spaces()
                .add(io.slipway.core.space.Space.begin(
                        space, Instant.EPOCH, io.slipway.core.space.SpaceSettings.DEFAULT));
        Webhook webhook = new Webhook(
                id,
                space,
                URI.create("http://localhost:" + receiver.port() + "/hook"),
                Set.of(type),
                Instant.EPOCH,
                Optional.empty());
        assertThat(backend.forEvents().webhooks().add(webhook)).isTrue();
        return webhook;
    }

    private Webhook only() {
        List<Webhook> all = backend.forEvents().webhooks().list(space);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private void push(String id) {
        Map<String, Object> detail =
                Map.of("id", id, "type", "image.pushed", "space", space.value(), "repository", space + "/app");
        handler.handleRequest(
                new ScheduledEvent().withDetailType("image.pushed").withDetail(detail), SilentContext.INSTANCE);
    }

    private static ScheduledEvent schedule() {
        return new ScheduledEvent().withDetailType("Scheduled Event").withDetail(Map.of());
    }
}
