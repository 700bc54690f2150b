package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code slipway image copy} from one registry to another. */
@OnSharedCloud
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageCopyTest {
    private static final int LAYERS = 6;
    private static final int LAYER = 8_000_000;

    private final Cloud source;
    private Cloud target;
    private Tool crane;
    private Command slipway;
    private String image;

    ImageCopyTest(Cloud source) {
        this.source = source;
    }

    @BeforeAll
    void push(@TempDir Path folder) throws IOException {
        target = Cloud.startOnce(folder.resolve("target"));
        crane = Tool.named("crane");
        for (Cloud cloud : List.of(source, target)) {
            crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        }
        // The command reads Docker's logins, which crane has written.
        slipway = new Command(target, crane.home());
        image = source.host() + "/copied";
        List<String> append = new ArrayList<>(List.of("append", "--insecure", "-t", image + ":amd"));
        byte[] noise = new byte[LAYER];
        Random random = new Random(5);
        for (int i = 0; i < LAYERS; i++) {
            random.nextBytes(noise);
            Files.write(crane.home().resolve("noise" + i), noise);
            Tool.named("tar").sharingHome(crane).run("-cf", "layer" + i + ".tar", "noise" + i);
            append.addAll(List.of("-f", "layer" + i + ".tar"));
        }
        crane.run(append.toArray(String[]::new));
        crane.run("mutate", "--insecure", "--set-platform", "linux/amd64", "-t", image + ":amd", image + ":amd");
        crane.run("append", "--insecure", "-t", image + ":arm", "-f", "layer0.tar");
        crane.run("mutate", "--insecure", "--set-platform", "linux/arm64", "-t", image + ":arm", image + ":arm");
        crane.run("index", "append", "--insecure", "-m", image + ":amd", "-m", image + ":arm", "-t", image + ":1");
    }

    @AfterAll
    void stop() {
        target.close();
    }

    @Test
    void all_platforms_are_copied_by_digest() {
        String digest = crane.run("digest", "--insecure", image + ":1");

        assertThat(slipway.run("image", "copy", image + ":1", "whole:1")).isEqualTo(target.host() + "/whole@" + digest);
        assertThat(crane.run("digest", "--insecure", target.host() + "/whole:1"))
                .isEqualTo(digest);
        crane.run("validate", "--insecure", "--remote", target.host() + "/whole:1");
    }

    @Test
    void only_a_chosen_platform_is_copied() throws IOException {
        slipway.run("image", "copy", image + ":1", "one:1", "--platform", "linux/arm64");

        JsonNode manifest = Api.JSON.readTree(crane.run("manifest", "--insecure", target.host() + "/one:1"));
        assertThat(manifest.path("layers")).hasSize(1);
        assertThat(slipway.attempt("image", "copy", image + ":1", "one:2", "--platform", "linux/s390x")
                        .errors())
                .contains("the platforms must be among linux/amd64, linux/arm64, but linux/s390x is not");
    }

    @Test
    void a_killed_copy_continues_where_it_stopped() throws Exception {
        Path errors = crane.home().resolve("killed.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Cloud.root().resolve("slipway").toAbsolutePath().toString(),
                        "image",
                        "copy",
                        image + ":amd",
                        "resumed:1",
                        "--url",
                        target.url().toString(),
                        "--token",
                        target.adminToken())
                .redirectErrorStream(true)
                .redirectOutput(errors.toFile());
        builder.environment()
                .put("DOCKER_CONFIG", crane.home().resolve(".docker").toString());
        builder.environment().put("SLIPWAY_BUILD", "never");
        builder.environment().put("SLIPWAY_JAVA_OPTIONS", "-Djava.io.tmpdir=" + crane.home());
        Process process = builder.start();
        while (process.isAlive() && !Files.readString(errors).contains(", done")) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(new Api(target).headManifest("resumed:1")).isEqualTo("none: 404");

        Tool.Result second = slipway.attempt("image", "copy", image + ":amd", "resumed:1");

        assertThat(second.code()).as(second.errors()).isZero();
        assertThat(second.errors()).contains("MB, there already");
        crane.run("validate", "--insecure", "--remote", target.host() + "/resumed:1");
    }
}
