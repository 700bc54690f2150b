package io.slipway.bench.registry;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Runs the same loads on several registries in turn: {@code LOADS NAME=URL,PASSWORD,PROCESS+PROCESS…}, the first argument a regular expression that
 * selects loads, the password empty for a registry without one, and the processes those that work for the registry. Each load runs {@value #ROUNDS}
 * times on each registry, alternating; the round with the median time counts. A ratio above 1 means that the first registry is faster: the others'
 * time for all operations by the first's. A second table has the CPU time that the processes took for an operation, which the load of the machine
 * changes less.
 */
public final class Peers {
    private static final int ROUNDS = 3;
    private static final int[] CLIENTS = {1, 8};

    /** The rounds before the first that counts: after some thousand requests the virtual machines of the registry and of S3 have compiled most. */
    private static final int WARM_UP = 4;

    /** No further round begins after this time, because a slow registry needs minutes for one. */
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(1);

    private final PrintStream out = System.out;
    private final List<Peer> peers;
    private final List<String> processorTimes = new ArrayList<>();

    private Peers(List<Peer> peers) {
        this.peers = peers;
    }

    /**
     * A registry, and what works for it.
     *
     * @param registry the registry
     * @param processes its processes
     */
    private record Peer(RegistryUnderLoad registry, List<ProcessHandle> processes) {
        static Peer parse(String argument) {
            String[] named = argument.split("=", 2);
            String[] parts = named[1].split(",", 3);
            return new Peer(
                    new RegistryUnderLoad(
                            named[0],
                            URI.create(parts[0]),
                            Optional.of(parts[1]).filter(it -> !it.isEmpty())),
                    Arrays.stream(parts[2].split("\\+", -1))
                            .map(process -> ProcessHandle.of(Long.parseLong(process))
                                    .orElseThrow(() -> new IllegalArgumentException("there is no process " + process)))
                            .toList());
        }

        /** Returns the CPU time of all its processes so far, in milliseconds. */
        long processorTime() {
            return processes.stream()
                    .mapToLong(process ->
                            process.info().totalCpuDuration().orElseThrow().toMillis())
                    .sum();
        }
    }

    /**
     * The times of a round in milliseconds.
     *
     * @param each the time of the round, divided by its operations
     * @param median half of its operations took at most this long
     * @param slow 99 of a hundred took at most this long
     * @param processor the CPU time of the registry for an operation
     */
    private record Times(double each, double median, double slow, double processor) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f (%.1f, %.1f)", each, median, slow);
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<Peer> peers = Arrays.stream(arguments).skip(1).map(Peer::parse).toList();
        new Peers(peers).run(Pattern.compile(arguments[0]));
    }

    private void run(Pattern chosen) throws Exception {
        List<PeerLoad> loads = PeerLoad.all().stream()
                .filter(load -> chosen.matcher(load.name()).find())
                .toList();
        for (Peer peer : peers) {
            warmUp(peer);
        }
        out.println("load of the machine before: " + load());
        head();
        try {
            for (PeerLoad load : loads) {
                for (int clients : CLIENTS) {
                    compare(load, clients);
                }
            }
        } finally {
            out.println("\nCPU time for an operation, in milliseconds, of the registry and its S3:");
            head();
            processorTimes.forEach(out::println);
        }
        out.println("load of the machine after: " + load());
    }

    private static void warmUp(Peer peer) throws Exception {
        long start = System.nanoTime();
        for (int round = 0; round < WARM_UP && System.nanoTime() - start < LONGEST_WARM_UP.toNanos(); round++) {
            for (PeerLoad load : PeerLoad.all()) {
                if (!load.name().contains("0 MB")) {
                    measure(peer, load, 8);
                }
            }
        }
    }

    private void head() {
        StringBuilder head = new StringBuilder("| operation | clients |");
        for (Peer peer : peers) {
            head.append(' ').append(peer.registry().name()).append(peer.equals(peers.getFirst()) ? " |" : " | ratio |");
        }
        out.println(head);
        out.println("| --- ".repeat(2 * peers.size() + 1) + "|");
    }

    private void compare(PeerLoad load, int clients) throws Exception {
        List<List<Times>> rounds = new ArrayList<>();
        peers.forEach(peer -> rounds.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < peers.size(); i++) {
                measure(peers.get(i), load, clients).ifPresent(rounds.get(i)::add);
            }
        }
        out.println(row(load, clients, rounds, Times::each, Times::toString));
        processorTimes.add(row(
                load,
                clients,
                rounds,
                Times::processor,
                times -> String.format(Locale.ROOT, "%.1f", times.processor())));
    }

    /** Makes a row of the rounds with the median of a value. */
    private static String row(
            PeerLoad load,
            int clients,
            List<List<Times>> rounds,
            ToDoubleFunction<Times> value,
            Function<Times, String> shown) {
        Times own = median(rounds.getFirst(), value);
        StringBuilder row = new StringBuilder("| " + load.name() + " | " + clients + " | " + shown.apply(own) + " |");
        for (List<Times> others : rounds.subList(1, rounds.size())) {
            if (others.isEmpty()) {
                row.append(" not offered | |");
            } else {
                Times other = median(others, value);
                double ratio = value.applyAsDouble(other) / value.applyAsDouble(own);
                row.append(String.format(Locale.ROOT, " %s | %.2f |", shown.apply(other), ratio));
            }
        }
        return row.toString();
    }

    private static Times median(List<Times> rounds, ToDoubleFunction<Times> value) {
        return rounds.stream()
                .sorted(Comparator.comparingDouble(value))
                .toList()
                .get(rounds.size() / 2);
    }

    /** Runs a round; empty if the registry does not offer the operation. */
    private static Optional<Times> measure(Peer peer, PeerLoad load, int clients) throws Exception {
        RegistryUnderLoad registry = peer.registry();
        registry.login("repository:" + load.repository() + ":pull,push", "registry:catalog:*");
        PeerLoad.Step step = load.setup().prepare(registry);
        if (!step.run(load.operations())) {
            return Optional.empty();
        }
        double[] millis = new double[load.operations()];
        long worked = peer.processorTime();
        long start = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < millis.length; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    long begin = System.nanoTime();
                    step.run(number);
                    millis[number] = (System.nanoTime() - begin) / 1e6;
                    return null;
                }));
            }
            for (Future<?> operation : running) {
                operation.get();
            }
        }
        double each = (System.nanoTime() - start) / 1e6 / millis.length;
        double processor = (double) (peer.processorTime() - worked) / millis.length;
        Arrays.sort(millis);
        return Optional.of(
                new Times(each, millis[millis.length / 2], millis[(millis.length - 1) * 99 / 100], processor));
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ", 2)[0] : "unknown";
    }
}
