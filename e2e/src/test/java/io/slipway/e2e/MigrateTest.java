package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the page {@code docs/how-to/migrate.md}: one command copies all images of {@code registry:2}, and of another
 * Slipway.
 */
@OnSharedCloud
class MigrateTest {
    private static final int LAYER = 3_000_000;

    @TempDir
    Path folder;

    private Cloud cloud;
    private Process registry;
    private String old = "";
    private Tool crane;

    @BeforeEach
    void start(Cloud shared) throws IOException, InterruptedException {
        cloud = shared;
        Tool server = Tool.named("docker-registry");
        int port = Cloud.anyPort();
        old = "localhost:" + port;
        Path config =
                Files.writeString(folder.resolve("registry.yml"), """
                    version: 0.1
                    storage:
                      filesystem: {rootdirectory: %s}
                    http: {addr: "localhost:%d"}
                    """.formatted(folder.resolve("registry"), port));
        // It reads variables that begin with REGISTRY as settings; Skopeo has one too.
        registry = Tool.named("env")
                .serve(
                        folder.resolve("registry.log"),
                        "-u",
                        "REGISTRY_AUTH_FILE",
                        server.program().toString(),
                        "serve",
                        config.toString());
        crane = new Tool(Tool.named("crane").program(), folder);
        while (crane.attempt("", "catalog", old).code() != 0) {
            assertThat(registry.isAlive())
                    .as(Files.readString(folder.resolve("registry.log")))
                    .isTrue();
            Thread.sleep(50);
        }
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
    }

    @AfterEach
    void stop() {
        registry.destroyForcibly();
    }

    @Test
    void the_commands_of_the_page_copy_everything_and_continue_when_repeated() throws IOException {
        layer("shared", 1);
        layer("web", 2);
        crane.run("append", "-f", "shared.tar", "-f", "web.tar", "-t", old + "/shop/web:1.0");
        crane.run("append", "-b", old + "/shop/web:1.0", "-f", "web.tar", "-t", old + "/shop/web:1.1");
        platforms("shop/web");
        crane.run("append", "-f", "shared.tar", "-t", old + "/tools/lint:1.0");
        String lint = crane.run("digest", old + "/tools/lint:1.0");
        Files.writeString(folder.resolve("sbom.json"), "{}");
        oras("attach", "--plain-http", "--artifact-type", "application/sbom", old + "/tools/lint:1.0", "sbom.json");
        Guide page = Guide.named("migrate").section("From `registry:2`").with("old.example.com:5000", old);

        Tool.Result first = page.run(cloud, folder);

        assertThat(first.code()).as(first.errors()).isZero();
        assertThat(first.errors())
                .contains(
                        "repository 1 of 2: shop/web",
                        "repository 2 of 2: tools/lint",
                        "images: 7 copied, 0 there already, 0 failed",
                        "images: 5 copied, 0 there already, 0 failed",
                        "images: 2 copied, 0 there already, 0 failed");
        // The layer of both repositories was mounted for the second.
        assertThat(first.errors()).containsPattern("3\\.0 MB, there already");
        for (String tag : List.of("1.0", "1.1", "index", "amd", "arm")) {
            String digest = crane.run("digest", old + "/shop/web:" + tag);
            for (String copy : List.of("team-a/shop/web:", "team-a/archive/web:")) {
                assertThat(crane.run("digest", cloud.host() + "/" + copy + tag)).isEqualTo(digest);
            }
            if (!tag.equals("index")) {
                assertThat(first.output()).contains(cloud.host() + "/team-a/shop/web:" + tag + "@" + digest);
            }
        }
        crane.run("validate", "--remote", cloud.host() + "/team-a/shop/web:index");
        crane.run("validate", "--remote", cloud.host() + "/team-a/tools/lint:1.0");
        assertThat(oras("discover", "--plain-http", "--format", "json", cloud.host() + "/team-a/lint@" + lint))
                .contains("application/sbom");

        Tool.Result second = page.run(cloud, folder);

        assertThat(second.code()).as(second.errors()).isZero();
        assertThat(second.errors())
                .contains("images: 0 copied, 7 there already, 0 failed", "team-a/tools/lint:1.0: there already")
                .doesNotContain(", done");
    }

    @Test
    void an_image_that_is_broken_in_the_source_does_not_stop_the_others() throws IOException {
        layer("whole", 3);
        layer("broken", 4);
        crane.run("append", "-f", "broken.tar", "-t", old + "/half:1");
        crane.run("append", "-f", "whole.tar", "-t", old + "/half:2");
        String layer = Api.JSON
                .readTree(crane.run("manifest", old + "/half:1"))
                .at("/layers/0/digest")
                .asText()
                .replace("sha256:", "");
        try (Stream<Path> files = Files.walk(folder.resolve("registry"))) {
            Path blob = files.filter(file -> file.endsWith(Path.of(layer, "data")))
                    .findFirst()
                    .orElseThrow();
            Files.delete(blob);
        }

        Tool.Result result = new Command(cloud, folder).attempt("image", "copy", "--all", old + "/half", "team-b/half");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errors())
                .contains(
                        "team-b/half:1: failed: ",
                        "team-b/half:2: copied",
                        "images: 1 copied, 0 there already, 1 failed");
        crane.run("validate", "--remote", cloud.host() + "/team-b/half:2");
    }

    @Test
    void only_repositories_that_the_login_may_list_are_copied_from_another_slipway() throws IOException {
        try (Cloud other = Cloud.startOnce(folder.resolve("other"))) {
            Api api = new Api(other);
            api.pushImage("front", "1");
            api.pushImage("front", "2");
            api.pushImage("hidden", "1");
            String token = new Command(other, folder)
                    .run("token", "create", "copy", "--grant", "default/front:pull")
                    .strip();
            crane.runWith(token, "auth", "login", other.host(), "-u", "x", "--password-stdin");

            Tool.Result result = new Command(cloud, folder).attempt("image", "copy", "--all", other.host(), "team-c");

            assertThat(result.code()).as(result.errors()).isZero();
            assertThat(new Api(cloud).headManifest("team-c/front:2")).isEqualTo(api.headManifest("front:2"));
            assertThat(result.errors()).contains("repository 1 of 1: front").doesNotContain("hidden");
        }
    }

    @Test
    void an_invalid_source_is_rejected_with_the_next_step() {
        Command command = new Command(cloud, folder);
        assertThat(command.attempt("image", "copy", "--all", old + "/shop/web:1.0", "team-a")
                        .errors())
                .contains("the source of --all must have neither tag nor digest, but was " + old + "/shop/web:1.0");
        assertThat(command.attempt("image", "copy", "--all", old + "/none/", "team-a")
                        .errors())
                .contains("there is no repository " + old + "/none/… that this login may list");
        assertThat(command.attempt("image", "copy", "--all", old + "/none", "team-a/none")
                        .errors())
                .contains("none: failed: cannot list the tags of none: NAME_UNKNOWN");
    }

    private void platforms(String repository) {
        String image = old + "/" + repository;
        crane.run("mutate", "--set-platform", "linux/amd64", "-t", image + ":amd", image + ":1.0");
        crane.run("mutate", "--set-platform", "linux/arm64", "-t", image + ":arm", image + ":1.0");
        crane.run("index", "append", "-m", image + ":amd", "-m", image + ":arm", "-t", image + ":index");
    }

    private String oras(String... arguments) {
        return new Tool(Tool.named("oras").program(), folder).run(arguments);
    }

    /** Writes a layer of incompressible noise. */
    private void layer(String name, int seed) throws IOException {
        byte[] noise = new byte[LAYER];
        new Random(seed).nextBytes(noise);
        Files.write(folder.resolve(name), noise);
        Files.write(folder.resolve(name + ".txt"), name.getBytes(StandardCharsets.UTF_8));
        new Tool(Tool.named("tar").program(), folder).run("-cf", name + ".tar", name, name + ".txt");
    }
}
