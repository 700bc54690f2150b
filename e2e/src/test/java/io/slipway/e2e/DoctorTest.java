package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code slipway doctor} on a sound installation, and on one with deliberate faults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorTest {
    private static final int CONFIG_SIZE = 12_347;

    @TempDir
    Path folder;

    private Cloud sound;

    @BeforeAll
    void start(@TempDir Path data) {
        sound = Cloud.startOnce(data);
        pushImage(sound);
    }

    @AfterAll
    void stop() {
        if (sound != null) {
            sound.close();
        }
    }

    @Test
    void a_sound_installation_passes_all_checks_except_those_of_an_account_and_keeps_nothing() throws IOException {
        Tool.Result result = doctor(sound, sound.url(), "--large", "16MiB");
        Map<String, JsonNode> checks = checks(result);
        assertThat(result.errors().lines()).allMatch(line -> line.startsWith("slipway: checking "));
        assertThat(result.code()).isZero();
        assertThat(named(checks, "skipped"))
                .containsExactly(
                        "login with AWS", "edge store", "release", "Lambda concurrency", "CodeBuild concurrency");
        assertThat(named(checks, "ok")).hasSize(checks.size() - 5);
        assertThat(detail(checks, "stored data")).isEqualTo("1 blobs in 1 of 1 repositories are there");
        assertThat(detail(checks, "large blob")).startsWith("16 MiB pushed in ");
        assertThat(spaces(sound)).containsExactly("default");
    }

    @Test
    void every_fault_fails_with_its_remedy_and_a_disabled_lane_is_skipped() throws IOException {
        int port = Cloud.anyPort();
        // Clients use another URL than the registry's configured one.
        URI used = URI.create("http://localhost:" + port);
        try (Cloud cloud = Cloud.startOnceAt(
                port, folder.resolve("data"), "--no-stream", "--public-url", "http://127.0.0.1:" + port)) {
            pushImage(cloud);
            deleteStored(cloud, CONFIG_SIZE);
            Tool.Result result = doctor(cloud, used);
            Map<String, JsonNode> checks = checks(result);
            assertThat(result.code()).isEqualTo(1);
            assertThat(named(checks, "failed"))
                    .containsExactly("login challenge", "challenge of the gateway", "stored data");
            assertThat(detail(checks, "login challenge"))
                    .startsWith("the realm must be " + used + "/token, but the challenge was");
            assertThat(detail(checks, "stored data"))
                    .endsWith("of doctor:1 must have " + CONFIG_SIZE + " bytes in the bucket, but a HEAD got 403");
            assertThat(named(checks, "skipped")).contains("stream lane", "wrong digest, stream lane");
            assertThat(result.errors())
                    .contains("; start it with --public-url " + used)
                    .contains("; push the image again, or restore the bucket");
            assertThat(spaces(cloud)).containsExactly("default");
        }
    }

    @Test
    void ctrl_c_also_deletes_the_space_of_the_run() throws Exception {
        // In a file, because a pipe's last bytes can be lost when its process ends.
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(
                        Cloud.root().resolve("slipway").toAbsolutePath().toString(),
                        "doctor",
                        "--url",
                        sound.url().toString(),
                        "--token",
                        sound.adminToken())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("SLIPWAY_BUILD", "never");
        Process doctor = builder.start();
        for (int i = 0; i < 600 && !Files.readString(said).contains("checking direct lane"); i++) {
            assertThat(doctor.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        doctor.destroy();
        assertThat(doctor.waitFor()).isNotZero();
        assertThat(Files.readString(said)).contains("slipway: interrupted; deleted the space slipway-doctor-");
        assertThat(spaces(sound)).containsExactly("default");
    }

    private Tool.Result doctor(Cloud cloud, URI url, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("doctor", "--json", "--url", url.toString(), "--token", cloud.adminToken()),
                        Stream.of(more))
                .toArray(String[]::new);
        return new Tool(Cloud.root().resolve("slipway").toAbsolutePath(), folder).attempt("", arguments);
    }

    private static Map<String, JsonNode> checks(Tool.Result result) throws IOException {
        Map<String, JsonNode> checks = new LinkedHashMap<>();
        Api.JSON
                .readTree(result.output())
                .forEach(it -> checks.put(it.path("check").asText(), it));
        return checks;
    }

    private static List<String> named(Map<String, JsonNode> checks, String result) {
        return checks.entrySet().stream()
                .filter(it -> it.getValue().path("result").asText().equals(result))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String detail(Map<String, JsonNode> checks, String name) {
        return Objects.requireNonNull(checks.get(name)).path("detail").asText();
    }

    private static List<String> spaces(Cloud cloud) {
        Map<String, String> login = Map.of("Authorization", "Bearer " + cloud.adminToken());
        return Api.json(new Api(cloud).send("GET", "/api/spaces", new byte[0], login))
                .path("spaces")
                .valueStream()
                .map(space -> space.path("name").asText())
                .toList();
    }

    private static void pushImage(Cloud cloud) {
        Api api = new Api(cloud);
        var config = api.pushBlob("doctor", new byte[CONFIG_SIZE]);
        String manifest = "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + config
                + "\",\"size\":" + CONFIG_SIZE + "},\"layers\":[]}";
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer " + api.bearer("doctor"),
                "Content-Type",
                "application/vnd.oci.image.manifest.v1+json");
        assertThat(api.send("PUT", "/v2/doctor/manifests/1", manifest.getBytes(StandardCharsets.UTF_8), headers)
                        .statusCode())
                .isEqualTo(201);
    }

    /** Deletes the object of this size from the bucket, but not from the table. */
    private static void deleteStored(Cloud cloud, long size) throws IOException {
        try (Stream<Path> files = Files.walk(cloud.data().resolve("s3"))) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() == size)
                    .toList();
            assertThat(found).hasSize(1);
            Files.delete(found.getFirst());
        }
    }
}
