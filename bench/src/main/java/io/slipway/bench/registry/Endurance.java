package io.slipway.bench.registry;

import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Applies the maximum load to a one-machine cloud: {@code URL PASSWORD PID TABLE MINUTES}. First, {@value #NODES}
 * clients log in and pull concurrently, each with its own connections and token, like a pool of nodes. Then clients
 * push and pull for some minutes; after each tenth of the time, a row shows the resources of the process and the size
 * of the table's folder.
 */
public final class Endurance {
    private static final int NODES = 1_000;
    private static final int CLIENTS = 8;
    private static final int SAMPLES = 10;
    private static final int LAYER = 200_000;

    private final RegistryUnderLoad registry;
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private Endurance(RegistryUnderLoad registry) {
        this.registry = registry;
    }

    public static void main(String[] arguments) throws Exception {
        RegistryUnderLoad registry =
                new RegistryUnderLoad("slipway", URI.create(arguments[0]), Optional.of(arguments[1]));
        Endurance endurance = new Endurance(registry);
        endurance.nodes();
        endurance.load(
                Path.of("/proc", arguments[2]),
                Path.of(arguments[3]),
                Duration.ofMinutes(Long.parseLong(arguments[4])));
        if (endurance.failures.get() > 0) {
            System.exit(1);
        }
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random().nextBytes(content);
        return content;
    }

    /** Starts all clients at the same moment. */
    private void nodes() throws Exception {
        byte[] layer = content(LAYER);
        Digest digest = RegistryUnderLoad.digest(layer);
        registry.login("repository:nodes:pull,push");
        registry.pushByPut("nodes", "1", layer, digest);
        ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
        Semaphore gate = new Semaphore(0);
        long failed = 0;
        long start;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> pulls = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                pulls.add(pool.submit(() -> {
                    RegistryUnderLoad node = registry.another();
                    gate.acquire();
                    long begin = System.nanoTime();
                    node.login("repository:nodes:pull");
                    node.pull("nodes", "1", digest, layer.length);
                    millis.add((System.nanoTime() - begin) / 1e6);
                    return null;
                }));
            }
            start = System.nanoTime();
            gate.release(NODES);
            for (Future<?> pull : pulls) {
                try {
                    pull.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    failed++;
                    System.out.println(e.getCause());
                }
            }
        }
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        failures.addAndGet(failed);
        System.out.println(String.format(
                Locale.ROOT,
                "%d clients that log in and pull at once: %d failures; all done after %.1f s; half took %.1f s, 99 of"
                        + " 100 %.1f s",
                NODES,
                failed,
                (System.nanoTime() - start) / 1e9,
                sorted[sorted.length / 2] / 1e3,
                sorted[(sorted.length - 1) * 99 / 100] / 1e3));
    }

    private void load(Path process, Path table, Duration time) throws Exception {
        System.out.println(
                "| minute | operations | failures | resident MiB | open files | threads | table MiB | of it for an"
                        + " image, kB |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        long end = System.nanoTime() + time.toNanos();
        long begin = System.nanoTime();
        long tableBefore = size(table);
        try (ExecutorService pool = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                pool.execute(() -> run(number, end));
            }
            for (int sample = 1; sample <= SAMPLES; sample++) {
                Thread.sleep(time.dividedBy(SAMPLES));
                long stored = size(table);
                System.out.println(String.format(
                        Locale.ROOT,
                        "| %.1f | %,d | %d | %d | %d | %s | %d | %.1f |",
                        (System.nanoTime() - begin) / 60e9,
                        operations.get(),
                        failures.get(),
                        number(process, "VmRSS") / 1024,
                        count(process.resolve("fd")),
                        number(process, "Threads"),
                        stored >> 20,
                        (stored - tableBefore) / 1e3 / Math.max(1, operations.get() / 4)));
            }
        }
    }

    /** Pushes an image in one of the two ways and pulls it three times, until the time is over. */
    private void run(int client, long end) {
        String repository = "endurance" + client;
        RegistryUnderLoad own = registry.another();
        for (int i = 0; System.nanoTime() < end; i++) {
            try {
                if (i % 100 == 0) {
                    own.login("repository:" + repository + ":pull,push");
                }
                byte[] layer = content(LAYER);
                Digest digest = RegistryUnderLoad.digest(layer);
                String tag = "t" + i;
                if (i % 2 == 0) {
                    own.pushByPut(repository, tag, layer, digest);
                } else {
                    own.pushByPatch(repository, tag, layer, digest);
                }
                for (int pull = 0; pull < 3; pull++) {
                    own.pull(repository, tag, digest, layer.length);
                }
                operations.addAndGet(4);
            } catch (IOException e) {
                failures.incrementAndGet();
                System.out.println(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static long number(Path process, String name) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
