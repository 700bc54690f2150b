package io.slipway.bench.registry;

import io.slipway.core.digest.Digest;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * Runs the same loads on two registries in turn, and prints how many times as fast the first is: {@code URL PASSWORD OTHER-URL}. It
 * measures the time from the first request to the last answer, over all images of a load; each load runs {@value #ROUNDS}
 * times on each registry, alternating, and the median counts. Contents are new each time, and hashed before the clock starts. A fourth
 * argument, a regular expression, chooses loads, such as {@code "pull 1 MB"}.
 */
public final class Compare {
    private static final int ROUNDS = 3;
    private static final int MEGABYTE = 1_000_000;

    private enum Operation {
        PUSH_BY_PUT,
        PUSH_BY_PATCH,
        PULL
    }

    private record Load(Operation operation, int megabytes, int clients) {
        /** Enough to even out, and not more than a minute of it. */
        int images() {
            return Math.max(clients, megabytes == 1 ? 64 : megabytes == 10 ? 16 : 4);
        }

        String words() {
            return operation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        String name() {
            return words() + " " + megabytes + " MB " + clients;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Layer(byte[] content, Digest digest) {}

    private final PrintStream out = System.out;
    private final Random random = new Random();
    private int pushed;

    private Compare() {}

    public static void main(String[] arguments) throws Exception {
        RegistryUnderLoad slipway =
                new RegistryUnderLoad("slipway", URI.create(arguments[0]), Optional.of(arguments[1]));
        RegistryUnderLoad other = new RegistryUnderLoad("distribution", URI.create(arguments[2]), Optional.empty());
        new Compare().run(slipway, other, Pattern.compile(arguments.length > 3 ? arguments[3] : ""));
    }

    private void run(RegistryUnderLoad slipway, RegistryUnderLoad other, Pattern chosen) throws Exception {
        for (RegistryUnderLoad registry : List.of(slipway, other)) {
            for (int warm = 0; warm < 6; warm++) {
                measure(registry, new Load(warm % 2 == 0 ? Operation.PUSH_BY_PUT : Operation.PUSH_BY_PATCH, 1, 8));
            }
            measure(registry, new Load(Operation.PULL, 1, 8));
        }
        out.println("| operation | layer | at once | " + slipway.name() + " | " + other.name() + " | ratio |");
        out.println("| --- | --- | --- | --- | --- | --- |");
        for (Operation operation : Operation.values()) {
            for (int megabytes : new int[] {1, 10, 100}) {
                for (int clients : new int[] {1, 8}) {
                    Load load = new Load(operation, megabytes, clients);
                    if (chosen.matcher(load.name()).find()) {
                        compare(slipway, other, load);
                    }
                }
            }
        }
    }

    private void compare(RegistryUnderLoad slipway, RegistryUnderLoad other, Load load) throws Exception {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ours[round] = measure(slipway, load);
            theirs[round] = measure(other, load);
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        double own = ours[ROUNDS / 2];
        double others = theirs[ROUNDS / 2];
        out.println(String.format(
                Locale.ROOT,
                "| %s | %d MB | %d | %.1f ms | %.1f ms | %.2f |",
                load.words(),
                load.megabytes(),
                load.clients(),
                own,
                others,
                others / own));
    }

    /** Milliseconds for one image, over the images of the load. */
    private double measure(RegistryUnderLoad registry, Load load) throws Exception {
        String repository = "bench" + load.megabytes();
        registry.login(repository);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < Math.min(load.images(), 8); i++) {
            byte[] content = new byte[load.megabytes() * MEGABYTE];
            random.nextBytes(content);
            layers.add(new Layer(content, RegistryUnderLoad.digest(content)));
        }
        List<Callable<Void>> work = new ArrayList<>();
        if (load.operation() == Operation.PULL) {
            Layer layer = layers.getFirst();
            String tag = "t" + pushed++;
            registry.pushByPut(repository, tag, layer.content(), layer.digest());
            for (int i = 0; i < load.images(); i++) {
                work.add(() -> {
                    registry.pull(repository, tag, layer.digest(), layer.content().length);
                    return null;
                });
            }
        } else {
            for (int i = 0; i < load.images(); i++) {
                Layer layer = layers.get(i % layers.size());
                String tag = "t" + pushed++;
                work.add(() -> {
                    if (load.operation() == Operation.PUSH_BY_PUT) {
                        registry.pushByPut(repository, tag, layer.content(), layer.digest());
                    } else {
                        registry.pushByPatch(repository, tag, layer.content(), layer.digest());
                    }
                    return null;
                });
            }
        }
        return time(work, load.clients()) / work.size();
    }

    private static double time(List<Callable<Void>> work, int clients) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            long start = System.nanoTime();
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
