package io.slipway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole cloud is killed during instant builds: tags refer to complete images or do not exist, and the same
 * requests succeed afterwards.
 */
class InstantCrashTest {
    private static final int BUILDS = 6;
    private static final int FILES = 10;
    private static final int FILE = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void a_killed_build_leaves_nothing_visible_and_succeeds_with_the_next_request() throws Exception {
        Path data = folder.resolve("data");
        Path sdi = folder.resolve("Crashing.1.0.0.zip");
        Files.write(sdi, sdi());
        Random random = new Random(2);
        int acknowledged = 0;
        try (Cloud cloud = Cloud.start(data)) {
            new Command(cloud, folder).run("push", sdi.toString());
            List<Thread> clients = new ArrayList<>();
            List<Integer> made = java.util.Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < BUILDS; i++) {
                int number = i;
                clients.add(Thread.ofVirtual().start(() -> {
                    try {
                        // On a slow machine, the gateway aborts a request whose build continues.
                        while (!state(build(new Api(cloud), number)).equals("Succeeded")) {
                            Thread.sleep(100);
                        }
                        made.add(number);
                    } catch (UncheckedIOException | InterruptedException e) {
                        // the cloud was killed before it responded
                    }
                }));
            }
            while (made.isEmpty()) {
                Thread.sleep(5);
            }
            Thread.sleep(random.nextInt(50));
            cloud.kill();
            for (Thread client : clients) {
                client.join();
            }
            acknowledged = made.size();
        }
        // Half a minute passes, and a minute of schedules lasts two seconds: the sweep takes over what the killed
        // function held.
        try (RegistryInProcess registry = RegistryInProcess.of(data)) {
            registry.endLeases();
        }
        try (Cloud cloud = Cloud.start(data, "--minute", "2")) {
            Api api = new Api(cloud);
            int visible = 0;
            for (int i = 0; i < BUILDS; i++) {
                visible += isWhole(api, i) ? 1 : 0;
            }
            assertThat(visible).isBetween(acknowledged, BUILDS);
            for (int i = 0; i < BUILDS; i++) {
                HttpResponse<String> build = build(api, i);
                for (int waited = 0; waited < 600 && state(build).equals("Running"); waited++) {
                    Thread.sleep(200);
                    build = build(api, i);
                }
                assertThat(state(build)).as(build.body()).isEqualTo("Succeeded");
                assertThat(isWhole(api, i)).isTrue();
            }
        }
    }

    private static HttpResponse<String> build(Api api, int number) {
        String body = """
                {"package": "Crashing", "version": "1.0.0", "deployment": "d%d", "environment": "e%d",
                 "variables": {"Greeting": "hello %d"}}""".formatted(number, number, number);
        return api.send("POST", "/api/spaces/default/builds", body.getBytes(UTF_8), api.administrator());
    }

    private static String state(HttpResponse<String> build) {
        return Api.json(build).path("state").asText();
    }

    /** Reads the image of a tag completely, and compares digests; false if the tag does not exist. */
    private static boolean isWhole(Api api, int number) {
        String tag = "1.0.0-d" + number;
        if (api.headManifest("crashing:" + tag).startsWith("none")) {
            return false;
        }
        JsonNode index = manifest(api, tag);
        for (JsonNode child : index.path("manifests")) {
            JsonNode manifest = manifest(api, child.path("digest").asText());
            List<JsonNode> blobs = new ArrayList<>(List.of(manifest.path("config")));
            manifest.path("layers").forEach(blobs::add);
            for (JsonNode blob : blobs) {
                String digest = blob.path("digest").asText();
                byte[] bytes =
                        api.follow("crashing", "/v2/crashing/blobs/" + digest).body();
                assertThat(Digest.of(DigestAlgorithm.SHA256, bytes)).hasToString(digest);
            }
        }
        return true;
    }

    private static JsonNode manifest(Api api, String reference) {
        HttpResponse<String> response = api.send("crashing", "GET", "/v2/crashing/manifests/" + reference, new byte[0]);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Api.json(response);
    }

    private static byte[] sdi() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, String> texts = Map.of(
                "Dockerfile",
                "FROM scratch\nCOPY . /app\n",
                "sdi.yaml",
                "features: { structuredVariables: [appsettings.json] }\n",
                "appsettings.json",
                "{\"Greeting\": \"none\"}");
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                zip.putNextEntry(new ZipEntry(text.getKey()));
                zip.write(text.getValue().getBytes(UTF_8));
            }
            byte[] noise = new byte[FILE];
            Random random = new Random(3);
            for (int i = 0; i < FILES; i++) {
                random.nextBytes(noise);
                zip.putNextEntry(new ZipEntry("lib" + i + ".dll"));
                zip.write(noise);
            }
        }
        return bytes.toByteArray();
    }
}
