package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real clients push and delete, and {@code slipway gc} collects garbage with a grace time of zero, behind the gate:
 * remaining images can be pulled completely.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GarbageTest {
    private static final int SIZE = 200_000;

    private Path folder;
    private Cloud cloud;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        cloud = Cloud.startOnce(folder.resolve("data"), "--parameter", "GarbageGraceHours=0");
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void storage_of_deleted_images_is_freed_and_other_images_stay_complete() throws IOException {
        Tool oras = Tool.named("oras");
        oras.runWith(cloud.adminToken(), "login", "--plain-http", cloud.host(), "-u", "x", "--password-stdin");
        Tool crane = Tool.named("crane").sharingHome(oras);
        String kept = pushWithReferrer(cloud, oras);
        String index = pushIndex(cloud, crane, "index");
        String gone = cloud.host() + "/gone:1";
        write(oras.home().resolve("large.bin"));
        oras.run("push", "--plain-http", "--artifact-type", "text/x-notes", gone, "large.bin");
        String digest = crane.run("digest", "--insecure", gone);
        crane.run("delete", "--insecure", cloud.host() + "/gone@" + digest);

        Command command = new Command(cloud, oras.home());
        assertThat(gc(command).path("released").asLong())
                .as("restorable images are kept")
                .isLessThan(SIZE);
        command.run("bin", "delete", command.run("bin", "list").split("\t", 2)[0]);
        JsonNode planned = gc(command, "--dry-run");
        JsonNode done = gc(command);
        JsonNode objects = gc(command);

        assertThat(planned.path("released").asLong()).isGreaterThanOrEqualTo(SIZE);
        assertThat(done.path("released").asLong()).isGreaterThanOrEqualTo(SIZE);
        assertThat(done.path("bytes").asLong() + objects.path("bytes").asLong()).isGreaterThanOrEqualTo(SIZE);
        assertThat(done.path("failed").asLong() + objects.path("failed").asLong())
                .isZero();
        assertThat(oras.attempt("", "pull", "--plain-http", gone).code()).isNotZero();
        oras.run("pull", "--plain-http", kept, "-o", folder.resolve("pulled").toString());
        assertThat(folder.resolve("pulled/notes.txt")).hasContent("an artifact");
        assertThat(oras.run("discover", "--plain-http", kept)).contains("text/x-review");
        crane.run("validate", "--insecure", "--remote", index);
    }

    @Test
    void deleting_a_blob_or_manifest_in_use_is_rejected_and_the_error_names_its_user() throws IOException {
        Tool crane = Tool.crane(cloud);
        String index = pushIndex(cloud, crane, "used");
        String child = crane.run("digest", "--insecure", cloud.host() + "/used:amd64");
        Tool.Result refused = crane.attempt("", "delete", "--insecure", cloud.host() + "/used@" + child);
        assertThat(refused.code()).isNotZero();
        assertThat(refused.errors()).contains("CONFLICT", crane.run("digest", "--insecure", index));
        JsonNode manifest = Api.JSON.readTree(crane.run("manifest", "--insecure", cloud.host() + "/used@" + child));
        // Only this manifest uses its config; its layer is also that of the other images.
        String config = manifest.at("/config/digest").asText();
        HttpResponse<String> deleted = new Api(cloud).send("used", "DELETE", "/v2/used/blobs/" + config, new byte[0]);
        assertThat(Api.code(deleted)).isEqualTo("409 CONFLICT");
        assertThat(deleted.body()).contains(child);
        crane.run("validate", "--insecure", "--remote", index);
    }

    private static JsonNode gc(Command command, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("gc", "--format", "json"));
        arguments.addAll(List.of(more));
        return Api.JSON.readTree(command.run(arguments.toArray(String[]::new)));
    }

    private static String pushWithReferrer(Cloud cloud, Tool oras) throws IOException {
        Files.writeString(oras.home().resolve("notes.txt"), "an artifact\n");
        String name = cloud.host() + "/kept:1";
        oras.run("push", "--plain-http", "--artifact-type", "text/x-notes", name, "notes.txt:text/plain");
        oras.run("attach", "--plain-http", "--artifact-type", "text/x-review", name, "notes.txt:text/plain");
        return name;
    }

    private static String pushIndex(Cloud cloud, Tool crane, String repository) throws IOException {
        write(crane.home().resolve("layer.bin"));
        Tool.named("tar").sharingHome(crane).run("-cf", "layer.tar", "layer.bin");
        String name = cloud.host() + "/" + repository;
        for (String architecture : List.of("amd64", "arm64")) {
            String tagged = name + ":" + architecture;
            crane.run("append", "--insecure", "-f", "layer.tar", "-t", tagged);
            crane.run("mutate", "--insecure", "--set-platform", "linux/" + architecture, tagged, "-t", tagged);
        }
        crane.run("index", "append", "--insecure", "-m", name + ":amd64", "-m", name + ":arm64", "-t", name + ":both");
        return name + ":both";
    }

    private static void write(Path file) throws IOException {
        byte[] content = new byte[SIZE];
        new Random(file.hashCode()).nextBytes(content);
        Files.write(file, content);
    }
}
