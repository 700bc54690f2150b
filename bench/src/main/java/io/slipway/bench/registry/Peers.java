package io.slipway.bench.registry;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * Runs the same loads on several registries in turn: {@code LOADS NAME=URL[,PASSWORD]…}, the first argument a regular expression that selects
 * loads. Each load runs {@value #ROUNDS} times on each registry, alternating; the round with the median time counts. A ratio above 1 means that
 * the first registry is faster: the others' time for all operations by the first's.
 */
public final class Peers {
    private static final int ROUNDS = 3;
    private static final int[] CLIENTS = {1, 8};

    private final PrintStream out = System.out;
    private final List<RegistryUnderLoad> registries;

    private Peers(List<RegistryUnderLoad> registries) {
        this.registries = registries;
    }

    /**
     * The times of a round in milliseconds.
     *
     * @param each the time of the round, divided by its operations
     * @param median half of its operations took at most this long
     * @param slow 99 of a hundred took at most this long
     */
    private record Times(double each, double median, double slow) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f (%.1f, %.1f)", each, median, slow);
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<RegistryUnderLoad> registries = new ArrayList<>();
        for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
            String[] named = argument.split("=", 2);
            String[] parts = named[1].split(",", 2);
            registries.add(new RegistryUnderLoad(
                    named[0], URI.create(parts[0]), parts.length > 1 ? Optional.of(parts[1]) : Optional.empty()));
        }
        new Peers(registries).run(Pattern.compile(arguments[0]));
    }

    private void run(Pattern chosen) throws Exception {
        List<PeerLoad> loads = PeerLoad.all().stream()
                .filter(load -> chosen.matcher(load.name()).find())
                .toList();
        for (RegistryUnderLoad registry : registries) {
            for (PeerLoad load : PeerLoad.all()) {
                if (!load.name().contains("0 MB")) {
                    measure(registry, load, 8);
                }
            }
        }
        out.println("load of the machine before: " + load());
        StringBuilder head = new StringBuilder("| operation | clients |");
        for (RegistryUnderLoad registry : registries) {
            head.append(' ').append(registry.name()).append(registry == registries.getFirst() ? " |" : " | ratio |");
        }
        out.println(head);
        out.println("| --- ".repeat(2 * registries.size() + 1) + "|");
        for (PeerLoad load : loads) {
            for (int clients : CLIENTS) {
                compare(load, clients);
            }
        }
        out.println("load of the machine after: " + load());
    }

    private void compare(PeerLoad load, int clients) throws Exception {
        List<List<Times>> rounds = new ArrayList<>();
        registries.forEach(registry -> rounds.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < registries.size(); i++) {
                measure(registries.get(i), load, clients).ifPresent(rounds.get(i)::add);
            }
        }
        Times own = median(rounds.getFirst());
        StringBuilder row = new StringBuilder("| " + load.name() + " | " + clients + " | " + own + " |");
        for (List<Times> others : rounds.subList(1, rounds.size())) {
            if (others.isEmpty()) {
                row.append(" not offered | |");
            } else {
                Times other = median(others);
                row.append(String.format(Locale.ROOT, " %s | %.2f |", other, other.each() / own.each()));
            }
        }
        out.println(row);
    }

    private static Times median(List<Times> rounds) {
        return rounds.stream()
                .sorted(Comparator.comparingDouble(Times::each))
                .toList()
                .get(rounds.size() / 2);
    }

    /** Runs a round; empty if the registry does not offer the operation. */
    private static Optional<Times> measure(RegistryUnderLoad registry, PeerLoad load, int clients) throws Exception {
        registry.login("repository:" + load.repository() + ":pull,push", "registry:catalog:*");
        PeerLoad.Step step = load.setup().prepare(registry);
        if (!step.run(0)) {
            return Optional.empty();
        }
        double[] millis = new double[load.operations()];
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
        Arrays.sort(millis);
        return Optional.of(new Times(each, millis[millis.length / 2], millis[(millis.length - 1) * 99 / 100]));
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ", 2)[0] : "unknown";
    }
}
