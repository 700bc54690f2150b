package io.slipway.bench.builds;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures builds in a running one-machine cloud, once it is warm: {@code URL DATA PROCESS LAUNCHER WORK}. Each row
 * has the time of the first request, the median and the 95th percentile of the others, the CPU time of the cloud for
 * each, and the bytes that each read and stored. A sixth argument, a regular expression, selects rows.
 */
public final class Figures {
    private static final int TINY = 1_000;

    /** The number of builds before the measurement, after which the cloud is warm. */
    private static final int WARM = 30;

    private static final int HALF_MEGABYTE = 500_000;
    private static final int MEGABYTE = 1_000_000;
    private static final Pattern READ = Pattern.compile("read (\\d+) bytes of packages and images");

    private final CloudUnderBuilds cloud;
    private final Samples samples;
    private final Pattern chosen;
    private final PrintStream out = System.out;
    private int deployments;

    private Figures(CloudUnderBuilds cloud, Samples samples, Pattern chosen) {
        this.cloud = cloud;
        this.samples = samples;
        this.chosen = chosen;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[4]);
        CloudUnderBuilds cloud = new CloudUnderBuilds(
                URI.create(arguments[0]),
                Path.of(arguments[1]),
                Long.parseLong(arguments[2]),
                Path.of(arguments[3]),
                work);
        Pattern chosen = Pattern.compile(arguments.length > 5 ? arguments[5] : "");
        new Figures(cloud, new Samples(work), chosen).run();
    }

    private void run() throws Exception {
        Path busybox = Path.of("/bin/busybox");
        List<Path> programs = Files.exists(busybox) ? List.of(busybox) : List.of();
        push(samples.image("small", 1, 1, programs), "small:1");
        sdi("warm", "small:1", "", 1, TINY);
        for (int i = 0; i < WARM; i++) {
            build("warm");
        }
        out.println("load before: " + CloudUnderBuilds.load());
        out.println();
        out.println("| what | first | median | p95 | CPU | read | stored |");
        out.println("| --- | --- | --- | --- | --- | --- | --- |");
        if (isChosen("tiny")) {
            sdi("tiny", "small:1", "", 1, TINY);
            row("tiny", 40, () -> build("tiny"));
        }
        if (isChosen("20 MB, new environment")) {
            sdi("medium", "small:1", "", 40, HALF_MEGABYTE);
            row("20 MB, new environment", 40, () -> build("medium"));
        }
        if (isChosen("golden base of 8 layers and 168 MB")) {
            push(samples.image("golden", 8, 21, List.of()), "golden:1");
            sdi("golden", "golden:1", "", 1, TINY);
            row("golden base of 8 layers and 168 MB", 40, () -> build("golden"));
        }
        if (isChosen("1 GB in a zip, three files changed")) {
            sdi("large", "small:1", "", 500, 2 * MEGABYTE);
            row("1 GB in a zip, three files changed", 20, () -> build("large"));
        }
        if (isChosen("20 builds at once, 20 MB")) {
            sdi("many", "small:1", "", 40, HALF_MEGABYTE);
            build("many"); // the package is indexed once, not by each of the twenty builds
            row("20 builds at once, 20 MB", 5, () -> atOnce("many", 20));
        }
        if (isChosen("the command 'slipway build', tiny")) {
            sdi("command", "small:1", "", 1, TINY);
            row("the command 'slipway build', tiny", 10, () -> command("command"));
        }
        if (isChosen("a job with RUN")) {
            sdi("running", "small:1", "[\"/bin/busybox\", \"true\"]", 1, TINY);
            row("a job with RUN", 5, () -> build("running"));
        }
        out.println();
        if (isChosen("pulled")) {
            sdi("pulled", "small:1", "", 40, HALF_MEGABYTE);
            out.println("a node with the Test image pulls " + pulled("pulled") + " bytes for the Production image");
        }
        out.println("load after: " + CloudUnderBuilds.load());
    }

    private boolean isChosen(String name) {
        return chosen.matcher(name).find();
    }

    private void push(Path layout, String name) throws IOException, InterruptedException {
        cloud.slipway("image", "push", name, "--oci", layout.toString());
    }

    private void sdi(String id, String base, String run, int files, int size) throws IOException, InterruptedException {
        Path file = samples.sdi(id, base, run, files, size);
        cloud.slipway("push", file.toString());
        Files.delete(file);
    }

    private String next() {
        return "deployments-" + ++deployments;
    }

    private JsonNode build(String id) throws IOException, InterruptedException {
        String deployment = next();
        return cloud.build(id, deployment, "Environment " + deployment);
    }

    private JsonNode command(String id) throws IOException, InterruptedException {
        String deployment = next();
        String json = cloud.slipway(
                "build",
                id,
                "--version",
                "1.0.0",
                "--deployment",
                deployment,
                "--environment",
                deployment,
                "--format",
                "json",
                "--set",
                "Database:Host=" + deployment + ".example.com");
        return CloudUnderBuilds.json(json);
    }

    private JsonNode atOnce(String id, int count) throws Exception {
        List<Callable<JsonNode>> builds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String deployment = next();
            builds.add(() -> cloud.build(id, deployment, "Environment " + deployment));
        }
        JsonNode last = null;
        try (ExecutorService pool = Executors.newFixedThreadPool(count)) {
            for (Future<JsonNode> build : pool.invokeAll(builds)) {
                last = build.get();
            }
        }
        return Objects.requireNonNull(last);
    }

    private void row(String name, int count, Callable<JsonNode> build) throws Exception {
        long start = System.nanoTime();
        build.call();
        double first = seconds(start);
        double[] times = new double[count];
        double cpu = cloud.cpu();
        long stored = cloud.stored();
        JsonNode last = null;
        for (int i = 0; i < count; i++) {
            start = System.nanoTime();
            last = build.call();
            times[i] = seconds(start);
        }
        cpu = cloud.cpu() - cpu;
        stored = cloud.stored() - stored;
        Arrays.sort(times);
        Matcher read = READ.matcher(cloud.log(Objects.requireNonNull(last)));
        out.println(String.format(
                Locale.ROOT,
                "| %s | %.2f s | %.3f s | %.3f s | %.3f s | %s B | %d B |",
                name,
                first,
                times[count / 2],
                times[Math.min(count - 1, (int) Math.ceil(count * 0.95) - 1)],
                cpu / count,
                read.find() ? read.group(1) : "–",
                stored / count));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Returns the total size of the config and the layers of one image that the other does not have. */
    private long pulled(String id) throws IOException, InterruptedException {
        Set<String> there = new HashSet<>();
        cloud.image(build(id))
                .path("layers")
                .forEach(layer -> there.add(layer.path("digest").asText()));
        JsonNode other = cloud.image(build(id));
        long bytes = other.path("config").path("size").asLong();
        for (JsonNode layer : other.path("layers")) {
            bytes += there.contains(layer.path("digest").asText())
                    ? 0
                    : layer.path("size").asLong();
        }
        return bytes;
    }
}
