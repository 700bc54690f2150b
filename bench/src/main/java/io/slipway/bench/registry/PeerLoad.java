package io.slipway.bench.registry;

import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load: the initial content of a registry, and an operation that clients repeat.
 *
 * @param name its name in the table
 * @param repository its repository
 * @param operations the number of operations in a round
 * @param setup prepares a round, with new contents each time
 */
record PeerLoad(String name, String repository, int operations, Setup setup) {
    private static final int MEGABYTE = 1_000_000;
    private static final int PAGE = 100;
    private static final int REFERRERS = 10;
    private static final int READS = 400;
    private static final int MIXED = 64;

    /** A small number, because a registry that stores everything in a bucket walks through it for each list. */
    private static final int LISTS = 40;

    /** The most layers of 100 MB that fit into the heap. */
    private static final int LARGE = 8;

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Prepares a round. */
    interface Setup {
        Step prepare(RegistryUnderLoad registry) throws IOException, InterruptedException;
    }

    /** An operation of a round. */
    interface Step {
        /**
         * Runs it; false if the registry does not offer it.
         *
         * @param number its number in the round, from 0 to the number of operations: the last is the one before the clock starts
         */
        boolean run(int number) throws IOException, InterruptedException;
    }

    @SuppressWarnings("ArrayRecordComponent") // contents are never compared
    private record Layer(byte[] content, Digest digest) {
        static Layer of(int size) {
            byte[] content = new byte[size];
            new Random().nextBytes(content);
            return new Layer(content, RegistryUnderLoad.digest(content));
        }
    }

    /** Returns all loads, the cheapest first. */
    static List<PeerLoad> all() {
        List<PeerLoad> loads = new ArrayList<>(List.of(
                reading("catalogue, a page of 100", LISTS, "GET", "_catalog?n=" + PAGE, PeerLoad::catalogue),
                reading("tags, a page of 100", LISTS, "GET", "tags/tags/list?n=" + PAGE, PeerLoad::tags),
                referrers(),
                reading("HEAD of a manifest by tag", READS, "HEAD", "bench/manifests/read", PeerLoad::image),
                manifestByDigest(),
                new PeerLoad("HEAD of a blob", "bench", READS, registry -> {
                    Layer layer = image(registry);
                    return number -> registry.read("HEAD", "bench/blobs/" + layer.digest()) >= 0;
                })));
        for (int megabytes : new int[] {1, 10, 100}) {
            int images = megabytes == 1 ? 64 : megabytes == 10 ? 16 : LARGE;
            loads.add(push("push by PUT", megabytes, images, RegistryUnderLoad::pushByPut));
            loads.add(push("push by PATCH", megabytes, images, RegistryUnderLoad::pushByPatch));
            loads.add(pull(megabytes, images));
        }
        loads.add(mixed());
        return loads;
    }

    private interface Filling {
        void fill(RegistryUnderLoad registry) throws IOException, InterruptedException;
    }

    private static PeerLoad reading(String name, int times, String method, String path, Filling filling) {
        return new PeerLoad(name, "bench", times, registry -> {
            filling.fill(registry);
            return number -> registry.read(method, path) >= 0;
        });
    }

    private static void catalogue(RegistryUnderLoad registry) throws IOException, InterruptedException {
        String last = "many" + (PAGE - 1);
        registry.login("repository:" + last + ":pull");
        if (registry.read("HEAD", last + "/manifests/a") < 0) {
            Layer layer = Layer.of(PAGE);
            for (int i = 0; i < PAGE; i++) {
                registry.login("repository:many" + i + ":pull,push");
                registry.pushByPut("many" + i, "a", layer.content(), layer.digest());
            }
        }
        registry.login("registry:catalog:*");
    }

    private static void tags(RegistryUnderLoad registry) throws IOException, InterruptedException {
        registry.login("repository:tags:pull,push");
        if (registry.read("HEAD", "tags/manifests/t" + (PAGE - 1)) >= 0) {
            return;
        }
        Layer layer = Layer.of(PAGE);
        registry.pushByPut("tags", "t0", layer.content(), layer.digest());
        for (int i = 1; i < PAGE; i++) {
            registry.pushManifest("tags", "t" + i, RegistryUnderLoad.manifest(PAGE, layer.digest(), ""));
        }
    }

    private static PeerLoad referrers() {
        return new PeerLoad("referrers of an image, 10", "bench", READS, registry -> {
            Layer layer = image(registry);
            String subject = RegistryUnderLoad.manifest(layer.content().length, layer.digest(), "");
            Digest digest = RegistryUnderLoad.digest(subject.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < REFERRERS; i++) {
                String more = ",\"artifactType\":\"a/b\",\"annotations\":{\"number\":\"" + i
                        + "\"},\"subject\":{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\""
                        + digest + "\",\"size\":" + subject.length() + "}";
                String referrer = RegistryUnderLoad.manifest(layer.content().length, layer.digest(), more);
                Digest own = RegistryUnderLoad.digest(referrer.getBytes(StandardCharsets.UTF_8));
                registry.pushManifest("bench", own.toString(), referrer);
            }
            return number -> registry.read("GET", "bench/referrers/" + digest) >= 0;
        });
    }

    private static PeerLoad manifestByDigest() {
        return new PeerLoad("GET of a manifest by digest", "bench", READS, registry -> {
            Layer layer = image(registry);
            String manifest = RegistryUnderLoad.manifest(layer.content().length, layer.digest(), "");
            Digest digest = RegistryUnderLoad.digest(manifest.getBytes(StandardCharsets.UTF_8));
            return number -> registry.read("GET", "bench/manifests/" + digest) >= 0;
        });
    }

    /** Pushes a small image with the tag {@code read}. */
    private static Layer image(RegistryUnderLoad registry) throws IOException, InterruptedException {
        Layer layer = Layer.of(PAGE);
        registry.pushByPut("bench", "read", layer.content(), layer.digest());
        return layer;
    }

    private interface Push {
        void push(RegistryUnderLoad registry, String repository, String tag, byte[] layer, Digest digest)
                throws IOException, InterruptedException;
    }

    private static PeerLoad push(String name, int megabytes, int images, Push push) {
        return new PeerLoad(name + ", " + megabytes + " MB", "bench" + megabytes, images, registry -> {
            List<Layer> layers = layers(megabytes, images + 1);
            return number -> {
                Layer layer = layers.get(number);
                push.push(registry, "bench" + megabytes, tag(), layer.content(), layer.digest());
                return true;
            };
        });
    }

    private static PeerLoad pull(int megabytes, int images) {
        String repository = "bench" + megabytes;
        return new PeerLoad("pull, " + megabytes + " MB", repository, images, registry -> {
            Layer layer = Layer.of(megabytes * MEGABYTE);
            String tag = tag();
            registry.pushByPut(repository, tag, layer.content(), layer.digest());
            return number -> {
                registry.pull(repository, tag, layer.digest(), layer.content().length);
                return true;
            };
        });
    }

    /** Runs three pulls, and a push in one of the two ways. */
    private static PeerLoad mixed() {
        return new PeerLoad("three pulls and a push, 1 MB", "bench", MIXED, registry -> {
            List<Layer> layers = layers(1, MIXED + 1);
            Layer pulled = Layer.of(MEGABYTE);
            String tag = tag();
            registry.pushByPut("bench", tag, pulled.content(), pulled.digest());
            return number -> {
                for (int i = 0; i < 3; i++) {
                    registry.pull("bench", tag, pulled.digest(), MEGABYTE);
                }
                Layer layer = layers.get(number);
                Push push = number % 2 == 0 ? RegistryUnderLoad::pushByPut : RegistryUnderLoad::pushByPatch;
                push.push(registry, "bench", tag(), layer.content(), layer.digest());
                return true;
            };
        });
    }

    /** Makes a layer for each push: clients ask first, and do not push what the registry has. */
    private static List<Layer> layers(int megabytes, int images) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            layers.add(Layer.of(megabytes * MEGABYTE));
        }
        return layers;
    }

    private static String tag() {
        return "t" + COUNT.getAndIncrement();
    }
}
