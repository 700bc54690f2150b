package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole cloud is killed repeatedly while it collects garbage, with a grace time of zero, and clients push and
 * delete. All acknowledged changes survive, and after some time and a scrub, which removes what killed requests left
 * in the bucket, table and bucket contain exactly what is needed. {@code -Dslipway.crashes=100} runs longer.
 */
class CollectionCrashTest {
    private static final int CRASHES = Integer.getInteger("slipway.crashes", 10);
    private static final int CLIENTS = 3;

    /**
     * The minimum number of acknowledged changes before each kill: without them, a kill would prove nothing on a slow
     * machine.
     */
    private static final int CHANGES = 6;

    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    /** Blobs that all repositories share. */
    private static final List<byte[]> BLOBS = IntStream.range(0, 6)
            .mapToObj(i -> ("blob " + i).getBytes(StandardCharsets.UTF_8))
            .toList();

    @TempDir
    Path folder;

    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void only_needed_manifests_and_blobs_are_kept() throws Exception {
        Path data = folder.resolve("data");
        Random random = new Random(1);
        List<Owner> owners = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new Owner("crash-" + i, new Random(i)))
                .toList();
        for (int crash = 0; crash < CRASHES; crash++) {
            try (Cloud cloud = Cloud.start(data, "--parameter", "GarbageGraceHours=0");
                    var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                Api api = new Api(cloud);
                Map<String, String> admin = Map.of("Authorization", "Bearer " + cloud.adminToken());
                assertThat(api.send(
                                        "PUT",
                                        "/api/spaces/default/retention",
                                        "{\"bin\":{\"days\":0}}".getBytes(StandardCharsets.UTF_8),
                                        admin)
                                .statusCode())
                        .isEqualTo(200);
                AtomicBoolean going = new AtomicBoolean(true);
                List<Future<?>> running = new ArrayList<>();
                owners.forEach(owner -> running.add(executor.submit(() -> owner.work(api, going))));
                running.add(executor.submit(() -> collect(api, admin, going)));
                awaitChanges();
                Thread.sleep(random.nextInt(800));
                cloud.kill();
                going.set(false);
                for (Future<?> each : running) {
                    each.get();
                }
            }
        }
        try (RegistryInProcess registry = RegistryInProcess.of(data)) {
            registry.settle();
            registry.mend();
            StoredState state = new StoredState(registry.items());
            owners.forEach(owner -> owner.compare(state));
            Set<String> objects = new TreeSet<>(registry.objects());
            objects.removeIf(key -> key.startsWith("console/") || key.startsWith("scrub/"));
            state.hasOnlyWhatIsNeeded(objects);
            registry.hasRightUsage();
            registry.hasNothingToMend();
        }
    }

    private void awaitChanges() throws InterruptedException {
        int before = changes.get();
        for (int i = 0; i < 900 && changes.get() < before + CHANGES; i++) {
            Thread.sleep(100);
        }
        assertThat(changes.get()).as("acknowledged since the last crash").isGreaterThanOrEqualTo(before + CHANGES);
    }

    private static void collect(Api api, Map<String, String> admin, AtomicBoolean going) {
        while (going.get()) {
            try {
                assertThat(api.send("POST", "/api/gc", new byte[0], admin).statusCode())
                        .isIn(200, 202);
            } catch (UncheckedIOException e) {
                // the cloud was killed during the request
                return;
            }
        }
    }

    /** The only client that writes to a repository. */
    private final class Owner {
        private final String repository;
        private final Random random;

        /** The manifests that must exist, and those whose state is unknown for lack of a response. */
        private final Set<String> there = new TreeSet<>();

        private final Set<String> unsure = new TreeSet<>();

        Owner(String repository, Random random) {
            this.repository = repository;
            this.random = random;
        }

        void work(Api api, AtomicBoolean going) {
            try {
                String bearer = api.bearer(repository);
                while (going.get()) {
                    if (random.nextInt(3) == 0 && !there.isEmpty()) {
                        delete(api, bearer);
                    } else {
                        push(api, bearer);
                    }
                }
            } catch (UncheckedIOException e) {
                // the cloud was killed during the request: nothing was acknowledged
            }
        }

        private void push(Api api, String bearer) {
            byte[] config = BLOBS.get(random.nextInt(BLOBS.size()));
            byte[] layer = BLOBS.get(random.nextInt(BLOBS.size()));
            push(api, bearer, config);
            push(api, bearer, layer);
            byte[] content = ("{\"schemaVersion\":2,\"mediaType\":\"" + TYPE + "\",\"config\":" + descriptor(config)
                            + ",\"layers\":[" + descriptor(layer) + "]}")
                    .getBytes(StandardCharsets.UTF_8);
            String digest = digest(content).toString();
            if (!there.contains(digest)) {
                unsure.add(digest);
            }
            int status = send(api, bearer, "PUT", "/v2/" + repository + "/manifests/" + digest, content, TYPE)
                    .statusCode();
            // 404: the janitor was faster than the client, because there is no grace time.
            assertThat(status).isIn(201, 404);
            unsure.remove(digest);
            if (status == 201) {
                there.add(digest);
                changes.incrementAndGet();
            }
        }

        private void push(Api api, String bearer, byte[] blob) {
            String begin = "/v2/" + repository + "/blobs/uploads/";
            if (random.nextBoolean()) {
                assertThat(send(api, bearer, "POST", begin + "?digest=" + digest(blob), blob, "")
                                .statusCode())
                        .isEqualTo(201);
                return;
            }
            HttpResponse<String> begun = send(api, bearer, "POST", begin, new byte[0], "");
            HttpResponse<String> chunk = send(api, bearer, "PATCH", location(begun), blob, "");
            assertThat(send(api, bearer, "PUT", location(chunk) + "&digest=" + digest(blob), new byte[0], "")
                            .statusCode())
                    .isEqualTo(201);
        }

        private void delete(Api api, String bearer) {
            List<String> all = List.copyOf(there);
            String digest = all.get(random.nextInt(all.size()));
            there.remove(digest);
            unsure.add(digest);
            assertThat(send(api, bearer, "DELETE", "/v2/" + repository + "/manifests/" + digest, new byte[0], "")
                            .statusCode())
                    .isEqualTo(202);
            unsure.remove(digest);
            changes.incrementAndGet();
        }

        void compare(StoredState state) {
            Set<String> known = new TreeSet<>(there);
            assertThat(state.manifests(repository)).as(repository).containsAll(known);
            known.addAll(unsure);
            assertThat(known).as(repository).containsAll(state.manifests(repository));
        }
    }

    private static HttpResponse<String> send(
            Api api, String bearer, String method, String address, byte[] body, String type) {
        Map<String, String> headers = type.isEmpty()
                ? Map.of("Authorization", "Bearer " + bearer)
                : Map.of("Authorization", "Bearer " + bearer, "Content-Type", type);
        HttpResponse<String> response;
        do {
            response = api.send(method, address, body, headers);
        } while (response.statusCode() == 429);
        return response;
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    private static String descriptor(byte[] blob) {
        return "{\"mediaType\":\"a/b\",\"digest\":\"" + digest(blob) + "\",\"size\":" + blob.length + "}";
    }

    private static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }
}
