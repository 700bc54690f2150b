package io.slipway.function.builds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.packages.archive.LayerFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstantBuildsTest {
    private static final RepositoryName IMAGE = RepositoryName.parse("mywebapp");
    private static final String SDI = """
            packages:
              - id: Acme.Web
                folder: web
            features:
              structuredVariables: ["web/appsettings.json"]
            """;

    @TempDir
    private static Path folder;

    private static BuildLab lab;
    private static int versions;

    @BeforeAll
    static void start() throws IOException {
        lab = new BuildLab(folder);
        lab.addPackage(
                "Acme.Web",
                "1.0",
                Map.of("app.dll", "the application", "appsettings.json", "{\"Greeting\": \"none\"}"));
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String sdi(String dockerfile, String yaml) {
        versions++;
        String version = "1." + versions + ".0";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("Dockerfile", dockerfile);
        files.put("sdi.yaml", yaml);
        lab.addPackage("MyWebApp", version, files);
        return version;
    }

    private JsonNode build(String version, String deployment, String environment, String more, int expected) {
        return lab.send(
                "POST", BuildLab.BUILDS, """
                {"package": "MyWebApp", "version": "%s", "deployment": "%s", "environment": "%s",
                 "variables": {"Greeting": "hello %s"}%s}""".formatted(version, deployment, environment, environment, more), expected);
    }

    private static String request(String version) {
        return "{\"package\":\"MyWebApp\",\"version\":\"" + version + "\",\"deployment\":\"d\",\"environment\":\"e\"}";
    }

    private JsonNode manifest(String digest) {
        return BuildLab.json(new String(
                lab.backend
                        .manifests()
                        .find(IMAGE, Digest.parse(digest))
                        .orElseThrow()
                        .content(),
                UTF_8));
    }

    private JsonNode image(JsonNode build) {
        return manifest(manifest(build.path("digest").asText())
                .at("/manifests/0/digest")
                .asText());
    }

    private byte[] blob(JsonNode descriptor) {
        StoredBlob blob = lab.backend
                .blobLinks()
                .find(IMAGE, Digest.parse(descriptor.path("digest").asText()))
                .blob()
                .orElseThrow();
        assertThat(blob.size()).isEqualTo(descriptor.path("size").asLong());
        return lab.backend.blobBytes().read(blob, 0, (int) blob.size());
    }

    private Map<String, String> files(JsonNode layer) throws IOException {
        Map<String, String> files = new TreeMap<>();
        LayerFiles.visit(new ByteArrayInputStream(blob(layer)), (file, body) -> {
            files.put(file.path(), new String(body.readAllBytes(), UTF_8));
            return true;
        });
        return files;
    }

    private static List<String> digests(JsonNode manifest) {
        List<String> digests = new ArrayList<>();
        manifest.path("layers")
                .forEach(layer -> digests.add(layer.path("digest").asText()));
        return digests;
    }

    @Test
    void the_files_of_a_running_build_are_in_the_temporary_folder_and_removed_at_its_end() throws Exception {
        String version = sdi("FROM scratch\nCOPY web/ /app/\n", SDI);
        try (WatchService watch = lab.temporary().getFileSystem().newWatchService()) {
            lab.temporary().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            build(version, "folders", "e", "", 200);
            WatchKey created = watch.poll(10, TimeUnit.SECONDS);
            assertThat(created).isNotNull();
            assertThat(created.pollEvents())
                    .anySatisfy(event -> assertThat(event.context().toString()).startsWith("slipway-instant"));
        }
        assertThat(lab.temporary()).isEmptyDirectory();
    }

    @Test
    void the_response_to_the_request_contains_the_image() throws IOException {
        String version = sdi("FROM scratch\nCOPY web /app\nCMD [\"/app/run\"]\n", SDI);

        JsonNode build = build(version, "deployments-1", "Test", "", 200);

        assertThat(build.path("state").asText()).isEqualTo("Succeeded");
        assertThat(build.path("engine").asText()).isEqualTo("instant");
        JsonNode image = image(build);
        assertThat(image.path("layers")).hasSize(2);
        assertThat(files(image.at("/layers/0"))).containsOnlyKeys("app", "app/app.dll");
        assertThat(files(image.at("/layers/1")))
                .containsEntry("app/appsettings.json", "{\"Greeting\": \"hello Test\"}");
        JsonNode config = BuildLab.json(new String(blob(image.path("config")), UTF_8));
        assertThat(config.at("/config/Cmd/0").asText()).isEqualTo("/app/run");
        assertThat(config.at("/config/Labels").has("io.slipway.deployment")).isTrue();
        assertThat(lab.send("GET", BuildLab.BUILDS + "/" + build.path("id").asText() + "/log", "", 200)
                        .path("text")
                        .asText())
                .contains("instant engine");
    }

    @Test
    void images_for_three_environments_share_all_layers_but_one() {
        String version = sdi("FROM scratch\nCOPY web /app\n", SDI);

        List<String> one = digests(image(build(version, "deployments-1", "Dev", "", 200)));
        List<String> two = digests(image(build(version, "deployments-2", "Test", "", 200)));
        List<String> three = digests(image(build(version, "deployments-3", "Production", "", 200)));

        assertThat(one.getFirst()).isEqualTo(two.getFirst()).isEqualTo(three.getFirst());
        assertThat(List.of(one.getLast(), two.getLast(), three.getLast())).doesNotHaveDuplicates();
    }

    @Test
    void the_same_inputs_give_the_same_digest() {
        String version = sdi("FROM scratch\nCOPY web /app\n", SDI);

        String first =
                build(version, "deployments-1", "Test", "", 200).path("digest").asText();

        assertThat(build(version, "deployments-1", "Test", "", 200)
                        .path("digest")
                        .asText())
                .isEqualTo(first);
        assertThat(image(build(version, "deployments-2", "Test", "", 200)).path("layers"))
                .isEqualTo(manifest(manifest(first).at("/manifests/0/digest").asText())
                        .path("layers"));
    }

    @Test
    void the_layers_of_a_base_image_are_linked() {
        String base = sdi("FROM scratch\nCOPY web /app\n", SDI);
        JsonNode golden = build(base, "golden", "Test", "", 200);
        String version = sdi("ARG BASE\nFROM $BASE\nWORKDIR /app/sub\nCOPY sdi.yaml .\n", """
                build: { baseImages: { BASE: "mywebapp:%s-golden" } }
                """.formatted(base));

        JsonNode build = build(version, "deployments-1", "Test", "", 200);

        assertThat(build.path("state").asText()).as(build.toString()).isEqualTo("Succeeded");
        assertThat(digests(image(build)))
                .startsWith(digests(image(golden)).toArray(String[]::new))
                .hasSize(4);
    }

    @Test
    void a_dockerfile_with_a_run_is_built_by_a_job_and_the_reason_has_the_line() {
        String version = sdi("FROM scratch\nCOPY web /app\nRUN make\n", SDI);

        JsonNode build = build(version, "deployments-1", "Test", "", 202);

        assertThat(build.path("engine").asText()).isEqualTo("job");
        assertThat(build.path("engineReason").asText()).isEqualTo("line 3: RUN make");
    }

    @Test
    void an_sdi_that_requires_the_instant_engine_is_refused_if_a_job_is_needed() {
        String version = sdi("FROM scratch\nRUN make\n", "build: { engine: instant }\n");
        String other = sdi("FROM scratch\nCOPY . /\n", "build: { engine: job }\n");

        assertThat(lab.send("POST", BuildLab.BUILDS, request(version), 400).toString())
                .contains("line 2: RUN make");
        assertThat(lab.send("POST", BuildLab.BUILDS, request(other), 202)
                        .path("engineReason")
                        .asText())
                .isEqualTo("sdi.yaml, line 1: engine: job");
    }

    @Test
    void a_mistake_is_reported_with_its_line_and_sensitive_values_are_refused() {
        String version = sdi("FROM scratch\n\nCOPY nothing /app\n", SDI);
        String other = sdi("FROM scratch\nCOPY web /app\n", SDI);

        JsonNode failed = build(version, "deployments-1", "Test", "", 200);
        JsonNode secret = lab.send("POST", BuildLab.BUILDS, """
                {"package": "MyWebApp", "version": "%s", "deployment": "d", "environment": "e",
                 "variables": [{"Name": "Greeting", "Value": "very secret", "IsSensitive": true}]}""".formatted(other), 200);

        assertThat(failed.path("state").asText()).isEqualTo("Failed");
        assertThat(failed.at("/failure/line").asInt()).isEqualTo(3);
        assertThat(failed.at("/failure/message").asText()).contains("/nothing: not found");
        assertThat(secret.at("/failure/message").asText())
                .contains("sensitive values would be baked into the image")
                .doesNotContain("very secret");
    }

    @Test
    void a_defect_ends_the_build_and_its_stack_trace_is_in_the_log() throws IOException {
        Set<Path> before = objects();
        lab.addPackage("Acme.Lost", "1.0", Map.of("app.dll", "an object that the bucket loses"));
        for (Path object : objects()) {
            if (!before.contains(object)) {
                Files.delete(object);
            }
        }
        String version = sdi("FROM scratch\nCOPY Acme.Lost.zip /\n", "packages: [{ id: Acme.Lost, extract: false }]\n");

        JsonNode build = build(version, "deployments-1", "Test", "", 200);

        assertThat(build.path("state").asText()).isEqualTo("Failed");
        assertThat(build.at("/failure/message").asText())
                .startsWith("the instant engine, or a call that it made, failed; request the build again: ");
        assertThat(lab.send("GET", BuildLab.BUILDS + "/" + build.path("id").asText() + "/log", "", 200)
                        .path("text")
                        .asText())
                .contains("at io.slipway.builds.instant.");
        assertThat(lab.backend.manifests().resolve(IMAGE, new Tag(version + "-deployments-1")))
                .isEmpty();
    }

    private static Set<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("s3"))) {
            return files.filter(file -> file.toString().contains("blobs/default/"))
                    .filter(Files::isRegularFile)
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void an_abandoned_build_is_restarted_by_the_sweep() {
        BuildInputs inputs = recorded(true);
        String id = inputs.build().id();

        lab.sweep();
        assertThat(lab.state(id)).isEqualTo("Running");
        assertThat(lab.backend.manifests().resolve(IMAGE, inputs.tag())).isEmpty();
        lab.ahead = Duration.ofMinutes(1);
        lab.sweep();
        lab.ahead = Duration.ZERO;

        assertThat(lab.state(id)).isEqualTo("Succeeded");
        assertThat(lab.backend.manifests().resolve(IMAGE, inputs.tag())).isPresent();
    }

    @Test
    void a_build_too_long_for_a_request_runs_when_its_event_arrives() {
        BuildInputs byRequest = recorded(true);
        BuildInputs waiting = recorded(false);

        lab.requested(byRequest.build());
        lab.requested(waiting.build());

        assertThat(lab.state(byRequest.build().id())).isEqualTo("Running");
        assertThat(lab.state(waiting.build().id())).isEqualTo("Succeeded");
        assertThat(lab.backend.manifests().resolve(IMAGE, waiting.tag())).isPresent();
    }

    private BuildInputs recorded(boolean byRequest) {
        String version = sdi("FROM scratch\nCOPY web /app\n", SDI);
        return lab.recorded(
                build(version, "deployments-1", "Test", "", 200).path("id").asText(), byRequest);
    }
}
