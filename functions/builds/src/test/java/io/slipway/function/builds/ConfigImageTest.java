package io.slipway.function.builds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.packages.archive.LayerFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of only the changed files ({@code configImage}). */
class ConfigImageTest {
    private static final RepositoryName IMAGE = RepositoryName.parse("mywebapp");

    @TempDir
    private static Path folder;

    private static BuildLab lab;
    private static HandMadeImages images;

    @BeforeAll
    static void start() throws IOException {
        lab = new BuildLab(folder);
        images = new HandMadeImages(lab);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static void addPackage(String version, String more) {
        lab.addPackage(
                "MyWebApp",
                version,
                Map.of(
                        "Dockerfile",
                        "FROM scratch\nCOPY . /app\n",
                        "sdi.yaml",
                        "build: { configImage: true" + more
                                + " }\nfeatures: { structuredVariables: [\"settings/*.json\"] }\n",
                        "app.dll",
                        "the application",
                        "settings/changed.json",
                        "{\"Greeting\": \"none\"}",
                        "settings/other.json",
                        "{\"Other\": \"none\"}"));
    }

    private static JsonNode build(String version, String deployment, int status) {
        return lab.send("POST", BuildLab.BUILDS, """
                {"package": "MyWebApp", "version": "%s", "deployment": "%s", "environment": "Test",
                 "variables": {"Greeting": "hello %s"}}""".formatted(version, deployment, deployment), status);
    }

    private static Map<String, String> files(JsonNode manifest) throws IOException {
        Map<String, String> files = new TreeMap<>();
        assertThat(manifest.path("layers")).hasSize(1);
        LayerFiles.visit(new ByteArrayInputStream(images.blob(IMAGE, manifest.at("/layers/0"))), (file, body) -> {
            files.put(file.path(), new String(body.readAllBytes(), UTF_8));
            return true;
        });
        return files;
    }

    @Test
    void the_response_contains_an_image_of_only_the_changed_files() throws IOException {
        addPackage("1.0.0", "");

        JsonNode build = build("1.0.0", "one", 200);

        JsonNode config = build.path("configImage");
        assertThat(config.path("image").asText()).isEqualTo("registry.example.com/mywebapp:1.0.0-one-config");
        assertThat(config.path("reference").asText())
                .isEqualTo(
                        "registry.example.com/mywebapp@" + config.path("digest").asText());
        assertThat(lab.backend.manifests().resolve(IMAGE, new Tag("1.0.0-one-config")))
                .hasToString("Optional[" + config.path("digest").asText() + "]");
        JsonNode manifest = images.manifest(IMAGE, config.path("digest").asText());
        assertThat(files(manifest))
                .containsOnly(
                        Map.entry("settings", ""), Map.entry("settings/changed.json", "{\"Greeting\": \"hello one\"}"));
        JsonNode json = BuildLab.json(new String(images.blob(IMAGE, manifest.path("config")), UTF_8));
        assertThat(json.path("os").asText()).isEqualTo("linux");
        assertThat(json.at("/config/Labels/io.slipway.deployment").asText()).isEqualTo("one");
        assertThat(lab.get(build.path("id").asText()).path("configImage")).isEqualTo(config);
    }

    @Test
    void no_image_of_the_changed_files_is_built_without_the_setting() {
        lab.addPackage("MyWebApp", "1.1.0", Map.of("Dockerfile", "FROM scratch\nCOPY . /app\n"));

        assertThat(build("1.1.0", "one", 200).path("configImage").isNull()).isTrue();
        assertThat(lab.backend.manifests().resolve(IMAGE, new Tag("1.1.0-one-config")))
                .isEmpty();
    }

    @Test
    void the_image_of_the_changed_files_is_an_index_for_several_platforms() {
        addPackage("1.2.0", ", platforms: [linux/amd64, linux/arm64]");

        JsonNode index = images.manifest(
                IMAGE, build("1.2.0", "one", 200).at("/configImage/digest").asText());

        assertThat(index.path("mediaType").asText()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(index.at("/manifests/1/platform/architecture").asText()).isEqualTo("arm64");
    }

    @Test
    void only_its_build_can_set_the_tag_of_the_image_of_the_changed_files() {
        addPackage("1.3.0", "");
        build("1.3.0", "one", 200);

        byte[] other = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":[]}")
                .getBytes(UTF_8);
        assertThat(lab.tries(IMAGE, "1.3.0-one-config", other, MediaTypes.OCI_INDEX))
                .containsExactly(new Tag("1.3.0-one-config"));
    }

    @Test
    void a_redeployment_replaces_the_image_of_the_changed_files() throws IOException {
        addPackage("1.4.0", "");
        build("1.4.0", "one", 200);

        JsonNode again = lab.send("POST", BuildLab.BUILDS, """
                {"package": "MyWebApp", "version": "1.4.0", "deployment": "one", "environment": "Test",
                 "variables": {"Greeting": "other"}, "redeployment": true}""", 200);

        assertThat(files(images.manifest(IMAGE, again.at("/configImage/digest").asText())))
                .containsEntry("settings/changed.json", "{\"Greeting\": \"other\"}");
    }

    @Test
    void a_build_fails_if_its_job_does_not_push_the_image_of_the_changed_files() {
        addPackage("1.5.0", ", engine: job");
        String id = build("1.5.0", "one", 202).path("id").asText();

        lab.succeed(id);

        lab.await(id, "Failed");
        assertThat(lab.get(id).at("/failure/message").asText()).contains("the image of the changed files");
    }
}
