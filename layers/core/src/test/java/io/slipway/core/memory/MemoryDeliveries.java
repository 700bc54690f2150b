package io.slipway.core.memory;

import io.slipway.core.webhook.Deliveries;
import io.slipway.core.webhook.Delivery;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

final class MemoryDeliveries implements Deliveries {
    private final TreeSet<Delivery> waiting = new TreeSet<>(
            Comparator.comparing(Delivery::due).thenComparing(Delivery::webhook).thenComparing(Delivery::event));

    @Override
    public synchronized void put(Delivery delivery) {
        waiting.remove(delivery);
        waiting.add(delivery);
    }

    @Override
    public synchronized List<Delivery> due(Instant now, int limit) {
        return waiting.stream()
                .filter(delivery -> delivery.due().isBefore(now))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean claim(Delivery delivery, Optional<Delivery> next) {
        boolean claimed = waiting.remove(delivery);
        if (claimed) {
            next.ifPresent(waiting::add);
        }
        return claimed;
    }

    @Override
    public synchronized void remove(Delivery delivery) {
        waiting.remove(delivery);
    }
}
