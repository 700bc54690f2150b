package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Many clients push, tag, mount, delete and pull the same few blobs, manifests and tags concurrently. Every
 * acknowledged write is visible until an acknowledged delete: for each resource, all responses fit one order of the
 * operations (see {@link Register}).
 * {@code -Dslipway.operations=100000} runs longer, {@code -Dslipway.operations.seed=7} runs other operations.
 */
@OnSharedCloud
class ConcurrentClientsTest {
    private static final int OPERATIONS = Integer.getInteger("slipway.operations", 10_000);
    private static final long SEED = Long.getLong("slipway.operations.seed", 1);
    private static final int CLIENTS = 8;

    @Test
    void every_acknowledged_write_is_visible_until_an_acknowledged_delete(Cloud cloud) throws Exception {
        ConcurrentHashMap<String, Register> things = new ConcurrentHashMap<>();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                ConcurrentClient client = new ConcurrentClient(new Api(cloud), new Random(SEED * CLIENTS + i), things);
                running.add(clients.submit(() -> {
                    for (int step = 0; step < OPERATIONS / CLIENTS; step++) {
                        client.step();
                    }
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        new ConcurrentClient(new Api(cloud), new Random(SEED), things).readAll();
        Map<String, List<String>> contradictions = new TreeMap<>();
        things.forEach((thing, register) -> {
            List<String> found = register.contradiction();
            if (!found.isEmpty()) {
                contradictions.put(thing, found);
            }
        });
        assertThat(contradictions).isEmpty();
        assertThat(things.values().stream().mapToInt(Register::size).sum()).isGreaterThan(OPERATIONS);
    }
}
