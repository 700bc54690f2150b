package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients push while the whole cloud is killed repeatedly: acknowledged data survives, and unacknowledged data is
 * complete or absent. {@code -Dslipway.crashes=100} runs longer.
 */
class CrashTest {
    private static final int CRASHES = Integer.getInteger("slipway.crashes", 4);
    private static final int CLIENTS = 4;
    private static final int TAGS = 10;
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    /** The sizes for each lane: in one request, in chunks, and directly to the bucket. */
    private static final int[] SIZES = {1_000, 3_000_000, 6_000_000};

    @TempDir
    Path folder;

    private final List<Digest> blobs = Collections.synchronizedList(new ArrayList<>());
    private final List<String> tags = Collections.synchronizedList(new ArrayList<>());
    private final List<Digest> attempted = Collections.synchronizedList(new ArrayList<>());

    @Test
    void every_acknowledged_write_survives() throws Exception {
        Path data = folder.resolve("data");
        Random random = new Random(1);
        for (int crash = 0; crash < CRASHES; crash++) {
            try (Cloud cloud = Cloud.start(data)) {
                AtomicBoolean going = new AtomicBoolean(true);
                List<Thread> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    long seed = random.nextLong();
                    clients.add(Thread.ofVirtual().start(() -> push(new Api(cloud), new Random(seed), going)));
                }
                awaitMoreThan(tags.size());
                Thread.sleep(random.nextInt(1_500));
                cloud.kill();
                going.set(false);
                for (Thread client : clients) {
                    client.join();
                }
            }
        }
        try (Cloud cloud = Cloud.start(data)) {
            Api api = new Api(cloud);
            for (Digest digest : blobs) {
                assertThat(read(api, digest).statusCode()).as(digest.toString()).isEqualTo(200);
            }
            for (String tag : tags) {
                assertThat(api.headManifest("crash:" + tag)).as(tag).startsWith("sha256:");
            }
            for (Digest digest : attempted) {
                HttpResponse<byte[]> response = read(api, digest);
                if (response.statusCode() == 200) {
                    assertThat(Digest.of(DigestAlgorithm.SHA256, response.body()))
                            .isEqualTo(digest);
                } else {
                    assertThat(response.statusCode()).isEqualTo(404);
                }
            }
            assertThat(cloud.stop()).as("the exit code after SIGTERM").isZero();
        }
    }

    /** Waits for acknowledged pushes: a kill before the first one, as on a slow machine, would prove nothing. */
    private void awaitMoreThan(int before) throws InterruptedException {
        for (int i = 0; i < 600 && tags.size() <= before; i++) {
            Thread.sleep(100);
        }
        assertThat(tags).as("acknowledged since the last crash").hasSizeGreaterThan(before);
    }

    private void push(Api api, Random random, AtomicBoolean going) {
        while (going.get()) {
            byte[] content = new byte[SIZES[random.nextInt(SIZES.length)]];
            random.nextBytes(content);
            Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
            attempted.add(digest);
            try {
                pushBlob(api, content, digest, random.nextBoolean());
                blobs.add(digest);
                // Small writes follow each other closely, so that the kill comes right after a response.
                for (int i = 0; i < TAGS; i++) {
                    String tag = "t" + digest.hex().substring(0, 20) + "-" + i;
                    pushManifest(api, digest, content.length, tag);
                    tags.add(tag);
                }
            } catch (UncheckedIOException | IllegalStateException e) {
                // the cloud was killed during the request: nothing was acknowledged
            }
        }
    }

    private static void pushBlob(Api api, byte[] content, Digest digest, boolean chunked) {
        if (!chunked) {
            api.pushBlob("crash", content);
            return;
        }
        String location = api.begin("crash");
        HttpResponse<String> patched = api.send("crash", "PATCH", location, content);
        String next =
                patched.headers().firstValue("Location").orElseThrow(() -> new IllegalStateException("no Location"));
        if (api.send("crash", "PUT", next + "&digest=" + digest, new byte[0]).statusCode() != 201) {
            throw new IllegalStateException("not acknowledged");
        }
    }

    private static void pushManifest(Api api, Digest digest, int size, String tag) {
        String descriptor = "{\"mediaType\":\"a/b\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
        String text = "{\"schemaVersion\":2,\"config\":" + descriptor + ",\"layers\":[]}";
        HttpResponse<String> response = api.send(
                "PUT",
                "/v2/crash/manifests/" + tag,
                text.getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + api.bearer("crash"), "Content-Type", MANIFEST));
        if (response.statusCode() != 201) {
            throw new IllegalStateException("not acknowledged: " + response.statusCode());
        }
    }

    private static HttpResponse<byte[]> read(Api api, Digest digest) {
        return api.follow("crash", "/v2/crash/blobs/" + digest);
    }
}
