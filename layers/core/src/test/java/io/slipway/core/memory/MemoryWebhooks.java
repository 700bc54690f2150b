package io.slipway.core.memory;

import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import io.slipway.core.webhook.Webhook;
import io.slipway.core.webhook.Webhooks;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class MemoryWebhooks implements Webhooks {
    private final Store store;
    private final Map<SpaceName, TreeMap<String, Webhook>> webhooks = new HashMap<>();

    MemoryWebhooks(Store store) {
        this.store = store;
    }

    private Map<String, Webhook> of(SpaceName space) {
        return webhooks.computeIfAbsent(space, name -> new TreeMap<>());
    }

    @Override
    public List<Webhook> list(SpaceName space) {
        synchronized (store) {
            return List.copyOf(of(space).values());
        }
    }

    @Override
    public boolean add(Webhook webhook) {
        synchronized (store) {
            if (store.space(webhook.space()).filter(space -> !space.deleting()).isEmpty()) {
                return false;
            }
            of(webhook.space()).put(webhook.id(), with(webhook, webhook.failure()));
            store.events.record(
                    EventType.WEBHOOK_CREATED,
                    webhook.space(),
                    MemoryEvents.detail()
                            .put("webhook", webhook.id())
                            .put("url", webhook.url().toString()));
            return true;
        }
    }

    @Override
    public boolean remove(SpaceName space, String id) {
        synchronized (store) {
            boolean removed = of(space).remove(id) != null;
            if (removed) {
                store.events.record(
                        EventType.WEBHOOK_DELETED, space, MemoryEvents.detail().put("webhook", id));
            }
            return removed;
        }
    }

    @Override
    public void note(Webhook webhook, Optional<Webhook.Failure> failure) {
        synchronized (store) {
            of(webhook.space()).computeIfPresent(webhook.id(), (id, stored) -> with(stored, failure));
        }
    }

    private static Webhook with(Webhook webhook, Optional<Webhook.Failure> failure) {
        return new Webhook(
                webhook.id(),
                webhook.space(),
                webhook.url(),
                webhook.events(),
                webhook.created().truncatedTo(ChronoUnit.SECONDS),
                failure.map(it -> new Webhook.Failure(it.time().truncatedTo(ChronoUnit.SECONDS), it.message())));
    }
}
