package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fills the disk of a running cloud: a file system in memory, which only root can mount. */
class FullDiskTest {
    private static final int MIB = 1024 * 1024;
    private static final String REPOSITORY = "disk";
    private static final String MANIFESTS = "/v2/" + REPOSITORY + "/manifests/";
    private static final String FULL = "503 UNAVAILABLE";

    @TempDir
    private Path folder;

    private Path data;
    private Path fill;
    private boolean mounted;
    private Cloud cloud;
    private Api api;

    @BeforeEach
    void start() throws Exception {
        Tool.requireRoot();
        data = Files.createDirectory(folder.resolve("data"));
        fill = data.resolve("fill");
        mount("mount", "-t", "tmpfs", "-o", "size=192m", "tmpfs", data.toString());
        mounted = true;
        cloud = Cloud.start(data);
        api = new Api(cloud);
        api.pushImage(REPOSITORY, "before");
        api.pushImage(REPOSITORY, "unwanted");
    }

    @AfterEach
    void stop() throws Exception {
        if (cloud != null) {
            cloud.close();
        }
        if (mounted) {
            mount("umount", "--lazy", data.toString());
        }
    }

    private static void mount(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Tool.require(process.waitFor() == 0, "this test must be able to mount a file system here: " + output);
    }

    /** Fills the disk until only so many bytes are free. */
    private void leave(long bytes) throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(fill)) {
            while (data.toFile().getUsableSpace() >= bytes + block.length) {
                out.write(block);
            }
        }
    }

    private HttpResponse<String> push(String tag, Digest config) {
        String text = "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + config
                + "\",\"size\":2},\"layers\":[]}";
        return api.send(
                "PUT",
                MANIFESTS + tag,
                text.getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "Authorization",
                        "Bearer " + api.bearer(REPOSITORY),
                        "Content-Type",
                        "application/vnd.oci.image.manifest.v1+json"));
    }

    @Test
    void a_full_disk_refuses_pushes_until_it_has_space_again() throws IOException {
        Digest config = api.pushBlob(REPOSITORY, "{}".getBytes(StandardCharsets.UTF_8));
        String session = api.begin(REPOSITORY);

        leave(40 * MIB);
        assertThat(Api.code(api.send(REPOSITORY, "PATCH", session, new byte[1000])))
                .isEqualTo(FULL);
        HttpResponse<String> refused = push("new", config);
        assertThat(Api.code(refused)).isEqualTo(FULL);
        assertThat(refused.body())
                .contains("the disk of " + data + " must have 65 MiB free, but has ", " MiB; free some space");
        assertThat(api.headManifest(REPOSITORY + ":new")).isEqualTo("none: 404");
        assertThat(api.send(REPOSITORY, "DELETE", MANIFESTS + "unwanted", new byte[0])
                        .statusCode())
                .isEqualTo(202);

        leave(0);
        assertThat(api.headManifest(REPOSITORY + ":before")).startsWith("sha256:");
        assertThat(api.follow(REPOSITORY, "/v2/" + REPOSITORY + "/blobs/" + config)
                        .body())
                .hasSize(2);
        assertThat(Api.code(api.send(REPOSITORY, "DELETE", MANIFESTS + "before", new byte[0])))
                .isEqualTo(FULL);
        assertThat(Api.code(push("new", config))).isEqualTo(FULL);

        Files.delete(fill);
        assertThat(push("new", config).statusCode()).isEqualTo(201);
        assertThat(api.headManifest(REPOSITORY + ":before")).startsWith("sha256:");
        assertThat(api.headManifest(REPOSITORY + ":new")).startsWith("sha256:");
        assertThat(api.headManifest(REPOSITORY + ":unwanted")).isEqualTo("none: 404");
        assertThat(cloud.log().lines().filter(line -> line.contains("MiB free")))
                .as("lines for four refused requests, between which one was accepted")
                .hasSize(2);
        assertThat(cloud.log()).doesNotContain("Exception");
    }

    /** S3 stores the parts of an upload, and then the whole object beside them. */
    @Test
    void an_upload_whose_object_does_not_fit_beside_its_parts_is_refused_and_can_be_cancelled() throws IOException {
        byte[] content = new byte[80 * MIB];
        new Random(1).nextBytes(content);
        HttpResponse<String> patched = api.send(REPOSITORY, "PATCH", api.begin(REPOSITORY), content);
        assertThat(patched.statusCode()).isEqualTo(202);
        String session = patched.headers().firstValue("Location").orElseThrow();
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);

        HttpResponse<String> finished = api.send(REPOSITORY, "PUT", session + "&digest=" + digest, new byte[0]);
        assertThat(Api.code(finished)).isEqualTo(FULL);
        assertThat(finished.body()).contains("the disk of " + data + " must have 144 MiB free");
        assertThat(api.send(REPOSITORY, "DELETE", session, new byte[0]).statusCode())
                .isEqualTo(204);
        assertThat(api.pushBlob(REPOSITORY, new byte[4 * MIB])).isNotNull();
    }

    @Test
    void a_cloud_does_not_start_on_a_full_disk_and_removes_what_a_killed_one_left() throws IOException {
        cloud.kill();
        Path left = data.resolve("tmp");
        assertThat(left).as("such as SQLite's library").isNotEmptyDirectory();
        Path build = Files.createDirectory(left.resolve("slipway-instant1"));
        leave(20 * MIB);
        assertThatIllegalStateException()
                .isThrownBy(() -> Cloud.start(data))
                .withMessageContaining("must have 64 MiB free, but has ");
        Files.delete(fill);
        cloud = Cloud.start(data);
        assertThat(build).doesNotExist();
        assertThat(new Api(cloud).headManifest(REPOSITORY + ":before")).startsWith("sha256:");
    }
}
