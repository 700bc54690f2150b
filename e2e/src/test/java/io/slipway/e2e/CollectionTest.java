package io.slipway.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients push, mount, tag, delete, restore and pull while two janitors collect garbage continuously, with a grace
 * time of zero. Nothing that an acknowledged write needs is lost; and at the end, table and bucket contain exactly
 * what the clients expect. {@code -Dslipway.operations=100000} runs more than the default of 10,000 operations.
 */
@Order(1) // takes longest
class CollectionTest {
    private static final int SEEDS = 2;
    private static final int OPERATIONS = Integer.getInteger("slipway.operations", 10_000) / SEEDS;
    private static final Duration BETWEEN_RUNS = Duration.ofMillis(20);
    private static final int CLIENTS = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void only_needed_manifests_and_blobs_are_kept(long seed, @TempDir Path folder) throws Exception {
        try (RegistryInProcess registry = new RegistryInProcess(folder)) {
            // Every other run has no bin.
            registry.keepInBin(seed % 2 == 0 ? 1 : 0);
            List<OwnerClient> clients = clients(registry, seed);
            AtomicBoolean going = new AtomicBoolean(true);
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> janitors = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    janitors.add(executor.submit(() -> {
                        while (going.get()) {
                            registry.collect(Duration.ZERO);
                            Thread.sleep(BETWEEN_RUNS);
                        }
                        return null;
                    }));
                }
                List<Future<?>> running = new ArrayList<>();
                for (OwnerClient client : clients) {
                    running.add(executor.submit(() -> {
                        for (int i = 0; i < OPERATIONS / CLIENTS; i++) {
                            client.step();
                        }
                        client.settle();
                        client.pull();
                    }));
                }
                try {
                    for (Future<?> client : running) {
                        client.get();
                    }
                } finally {
                    going.set(false);
                }
                for (Future<?> janitor : janitors) {
                    janitor.get();
                }
            }
            registry.hasRightUsage();
            registry.settle();
            StoredState state = new StoredState(registry.items());
            clients.forEach(client -> client.compare(state));
            state.hasOnlyWhatIsNeeded(registry.objects());
            registry.hasRightUsage();
            registry.hasNothingToMend();
        }
    }

    private static List<OwnerClient> clients(RegistryInProcess registry, long seed) {
        List<String> names =
                IntStream.range(0, CLIENTS).mapToObj(i -> "owner-" + i).toList();
        return names.stream()
                .map(name -> new OwnerClient(
                        registry,
                        name,
                        names.stream().filter(other -> !other.equals(name)).toList(),
                        new Random(seed * CLIENTS + names.indexOf(name))))
                .toList();
    }
}
