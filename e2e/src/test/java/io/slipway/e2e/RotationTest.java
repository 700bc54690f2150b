package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.emulators.JsonServer;
import io.slipway.emulators.SecretsEmulator;
import io.slipway.local.template.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real clients push and pull while the key that signs bearer tokens is rotated {@code -Dslipway.rotations=2} times,
 * with the intervals in the guide: no client is rejected. Each rotation takes ten minutes, and the end another ten.
 */
@EnabledIfSystemProperty(named = "slipway.rotations", matches = "[1-9][0-9]*")
class RotationTest {
    private static final int ROTATIONS = Integer.getInteger("slipway.rotations", 0);
    private static final Duration APART = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** A little less than the lifetime of a bearer token. */
    private static final Duration HELD = Duration.ofSeconds(295);

    @TempDir
    Path folder;

    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicInteger runs = new AtomicInteger();

    private interface Step {
        void run(int number) throws Exception;
    }

    @Test
    void no_client_is_rejected_during_rotations() throws Exception {
        Map<String, String> secrets = new HashMap<>();
        Stack stack = Stack.read(Cloud.root().resolve("template.yaml"), Map.of());
        stack.secrets().values().forEach(name -> secrets.put(name, key(name, 0)));
        Path data = Files.createDirectory(folder.resolve("data"));
        new ObjectMapper().writeValue(data.resolve("secrets.json").toFile(), secrets);
        String signing = stack.secrets().getOrDefault("SigningKey", "");
        SecretsEmulator manager = SecretsEmulator.start(secrets);
        try (JsonServer server = JsonServer.start(manager);
                Cloud cloud = Cloud.startForMany(
                        Map.of("AWS_ENDPOINT_URL_SECRETS_MANAGER", server.uri().toString()), data);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Step step : List.of(crane(cloud), skopeo(cloud), oras(cloud), held(cloud))) {
                running.add(clients.submit(() -> repeat(step)));
            }
            for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
                pause(running);
                manager.put(signing + "#AWSPREVIOUS", key(signing, rotation - 1));
                manager.put(signing, key(signing, rotation));
            }
            pause(running);
            going.set(false);
            for (Future<?> client : running) {
                client.get();
            }
            assertThat(runs.get()).isGreaterThan(100 * ROTATIONS);
            System.out.println(runs + " runs of clients, " + ROTATIONS + " rotations");
        }
    }

    private static String key(String name, int version) {
        return "version-" + version + "-of-" + name + "-0123456789abcdef0123456789abcdef";
    }

    /** Waits until the next rotation, or until a client fails. */
    private static void pause(List<Future<?>> running) throws Exception {
        Instant until = Instant.now().plus(APART);
        while (Instant.now().isBefore(until)) {
            Thread.sleep(PAUSE);
            for (Future<?> client : running) {
                if (client.isDone()) {
                    client.get();
                }
            }
        }
    }

    private Void repeat(Step step) throws Exception {
        for (int number = 0; going.get(); number++) {
            step.run(number);
            runs.incrementAndGet();
            Thread.sleep(PAUSE);
        }
        return null;
    }

    private static Step crane(Cloud cloud) throws Exception {
        Tool crane = Tool.crane(cloud);
        String image = TestImage.debian().toString();
        return number -> {
            String name = cloud.host() + "/rotation-crane:" + number;
            crane.run("push", "--insecure", image, name);
            crane.run("validate", "--insecure", "--remote", name);
        };
    }

    private Step skopeo(Cloud cloud) throws Exception {
        Tool skopeo = Tool.named("skopeo");
        skopeo.runWith(cloud.adminToken(), "login", "--tls-verify=false", "-u", "x", "--password-stdin", cloud.host());
        String image = "docker-archive:" + TestImage.debian();
        return number -> {
            String name = "docker://" + cloud.host() + "/rotation-skopeo:" + number;
            skopeo.run("copy", "--dest-tls-verify=false", image, name);
            skopeo.run("copy", "--src-tls-verify=false", name, "dir:" + folder.resolve("pulled"));
        };
    }

    private Step oras(Cloud cloud) {
        Tool oras = Tool.named("oras");
        oras.runWith(cloud.adminToken(), "login", "--plain-http", cloud.host(), "-u", "x", "--password-stdin");
        return number -> {
            Files.writeString(oras.home().resolve("notes.txt"), "number " + number);
            String name = cloud.host() + "/rotation-oras:" + number;
            oras.run("push", "--plain-http", name, "notes.txt:text/plain");
            oras.run("pull", "--plain-http", name, "-o", folder.resolve("notes").toString());
            assertThat(folder.resolve("notes/notes.txt")).hasContent("number " + number);
        };
    }

    /** Returns a client that uses its bearer token until it expires. */
    private Step held(Cloud cloud) {
        Api api = new Api(cloud);
        api.pushImage("rotation-held", "1");
        return number -> {
            Instant until = Instant.now().plus(HELD);
            Map<String, String> bearer = Map.of("Authorization", "Bearer " + api.bearer("rotation-held"));
            while (going.get() && Instant.now().isBefore(until)) {
                assertThat(api.send("HEAD", "/v2/rotation-held/manifests/1", new byte[0], bearer)
                                .statusCode())
                        .isEqualTo(200);
                Thread.sleep(PAUSE);
            }
        };
    }
}
