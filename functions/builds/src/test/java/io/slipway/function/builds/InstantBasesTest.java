package io.slipway.function.builds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.access.Action;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Mirrors;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import io.slipway.packages.archive.LayerFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The base images of instant builds: mirrors, other spaces, several platforms, Windows. */
class InstantBasesTest {
    private static final RepositoryName IMAGE = RepositoryName.parse("mywebapp");
    private static final String LINUX = "\"os\":\"linux\",\"architecture\":\"amd64\"";
    private static final String ARM = "\"os\":\"linux\",\"architecture\":\"arm64\"";
    private static final String WINDOWS =
            "\"os\":\"windows\",\"architecture\":\"amd64\",\"os.version\":\"10.0.20348.2113\"";

    @TempDir
    private static Path folder;

    private static BuildLab lab;
    private static HandMadeImages images;
    private static int versions;

    @BeforeAll
    static void start() throws IOException {
        lab = new BuildLab(folder);
        images = new HandMadeImages(lab);
        for (String space : List.of("mirror", "hub")) {
            lab.backend.spaces().add(Space.begin(new SpaceName(space), Instant.now(), SpaceSettings.DEFAULT));
        }
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String sdi(String dockerfile, String yaml) {
        versions++;
        String version = "2." + versions + ".0";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("Dockerfile", dockerfile);
        files.put("sdi.yaml", yaml);
        files.put("app.txt", "the application");
        lab.addPackage("MyWebApp", version, files);
        return version;
    }

    private static String request(String version) {
        return "{\"package\":\"MyWebApp\",\"version\":\"" + version + "\",\"deployment\":\"d\",\"environment\":\"e\"}";
    }

    private static JsonNode build(String version, int status) {
        return lab.send("POST", BuildLab.BUILDS, request(version), status);
    }

    private static JsonNode index(JsonNode build) {
        assertThat(build.path("state").asText()).as(build.toString()).isEqualTo("Succeeded");
        return images.manifest(IMAGE, build.path("digest").asText());
    }

    private static Map<String, String> files(JsonNode manifest, int layer) throws IOException {
        Map<String, String> files = new TreeMap<>();
        byte[] blob = images.blob(IMAGE, manifest.path("layers").path(layer));
        LayerFiles.visit(new ByteArrayInputStream(blob), (file, body) -> {
            files.put(file.path(), new String(body.readAllBytes(), UTF_8));
            return true;
        });
        return files;
    }

    @Test
    void an_image_of_another_registry_is_read_from_its_mirror() {
        RepositoryName mirror = RepositoryName.parse("mirror/dotnet/aspnet");
        images.push(mirror, "8.0", LINUX, Map.of("dotnet", "runtime"));
        String version = sdi(
                "ARG VERSION=8.0\nFROM mcr.microsoft.com/dotnet/aspnet:$VERSION\nCOPY app.txt /\n",
                "build: { mirrors: { \"mcr.microsoft.com/dotnet/*\": \"mirror/dotnet/*\" } }\n");

        JsonNode build = build(version, 200);

        assertThat(build.path("engine").asText()).isEqualTo("instant");
        assertThat(build.at("/baseImages/0/image").asText()).isEqualTo("mcr.microsoft.com/dotnet/aspnet:8.0");
        assertThat(build.at("/baseImages/0/repository").asText()).isEqualTo("mirror/dotnet/aspnet");
        JsonNode image =
                images.manifest(IMAGE, index(build).at("/manifests/0/digest").asText());
        assertThat(image.path("layers")).hasSize(2);
    }

    @Test
    void the_mirrors_of_a_space_apply_to_every_sdi_in_it() {
        images.push(
                RepositoryName.parse("hub/alpine"), "3.20", LINUX, Map.of("etc/", "", "etc/alpine-release", "3.20"));
        SpaceSettings settings = new SpaceSettings(
                "", "", Visibility.PRIVATE, false, false, new Mirrors(Map.of("docker.io/library/*", "hub/*")));
        lab.backend.spaces().change(SpaceName.DEFAULT, settings);
        try {
            String version =
                    sdi("FROM scratch AS files\nCOPY app.txt /\nFROM alpine:3.20\nCOPY --from=files / /\n", "");

            assertThat(build(version, 200).path("engine").asText()).isEqualTo("instant");
        } finally {
            lab.backend.spaces().change(SpaceName.DEFAULT, SpaceSettings.DEFAULT);
        }
    }

    @Test
    void an_image_missing_from_its_mirror_is_refused_with_the_command_that_copies_it() {
        String version = sdi(
                "FROM quay.io/org/app:1\nCOPY app.txt /\n",
                "build: { mirrors: { \"quay.io/*\": \"mirror/quay/*\" } }\n");

        assertThat(build(version, 400).toString())
                .contains(
                        "there is no base image mirror/quay/org/app:1 in this registry, the mirror of quay.io/org/app:1")
                .contains("'slipway image copy quay.io/org/app:1 mirror/quay/org/app:1' copies it here");
    }

    @Test
    void an_image_of_another_registry_without_a_mirror_needs_a_job_whose_reason_has_advice() {
        String version = sdi("FROM quay.io/org/app:1\nCOPY app.txt /\n", "");

        assertThat(build(version, 202).path("engineReason").asText())
                .isEqualTo("line 1: FROM quay.io/org/app:1 is not an image of this registry;"
                        + " 'slipway image copy quay.io/org/app:1 NAME' copies it here,"
                        + " and build.mirrors in sdi.yaml maps its name");
    }

    @Test
    void a_job_gets_the_image_of_a_mirror_by_digest() {
        images.push(RepositoryName.parse("mirror/tools/make"), "1", LINUX, Map.of("make", "program"));
        String version = sdi(
                "FROM scratch\nRUN --mount=type=bind,from=ghcr.io/tools/make:1,target=/tools /tools/make\n",
                "build: { mirrors: { \"ghcr.io/tools/*\": \"mirror/tools/*\" } }\n");

        JsonNode build = build(version, 202);

        assertThat(build.path("engine").asText()).isEqualTo("job");
        assertThat(build.at("/baseImages/0/image").asText()).isEqualTo("ghcr.io/tools/make:1");
    }

    @Test
    void a_base_image_of_another_space_is_read_with_the_requesters_grants_and_copied() {
        images.push(RepositoryName.parse("mirror/base"), "1", LINUX, Map.of("base.txt", "of another space"));
        String version =
                sdi("ARG BASE\nFROM $BASE\nCOPY app.txt /\n", "build: { baseImages: { BASE: \"mirror/base:1\" } }\n");
        String token = lab.token("*", Action.PULL, Action.PUSH);

        assertThat(lab.send(token, "POST", BuildLab.BUILDS, request(version)).status())
                .isEqualTo(403);
        JsonNode image = images.manifest(
                IMAGE, index(build(version, 200)).at("/manifests/0/digest").asText());

        assertThat(new String(images.blob(IMAGE, image.at("/layers/0")), UTF_8)).contains("of another space");
    }

    @Test
    void a_build_for_several_platforms_is_an_index_of_images_on_the_bases_of_each() throws IOException {
        RepositoryName base = RepositoryName.parse("both");
        images.index(
                base,
                "1",
                images.push(base, "amd", LINUX, Map.of("arch", "amd64")),
                images.push(base, "arm", ARM, Map.of("arch", "arm64")));
        String version = sdi("ARG BASE\nFROM $BASE\nARG TARGETARCH\nCOPY app.txt /$TARGETARCH/\n", """
                build: { platforms: [linux/amd64, linux/arm64], baseImages: { BASE: "both:1" } }
                """);

        JsonNode index = index(build(version, 200));

        assertThat(index.at("/manifests/0/platform/architecture").asText()).isEqualTo("amd64");
        assertThat(index.at("/manifests/1/platform/architecture").asText()).isEqualTo("arm64");
        JsonNode arm = images.manifest(IMAGE, index.at("/manifests/1/digest").asText());
        assertThat(files(arm, 0)).containsEntry("arch", "arm64");
        assertThat(files(arm, 1)).containsEntry("arm64/app.txt", "the application");
    }

    @Test
    void a_platform_missing_from_the_base_image_is_refused_with_the_existing_ones() {
        images.push(RepositoryName.parse("one"), "1", LINUX, Map.of("arch", "amd64"));
        String version = sdi("ARG BASE\nFROM $BASE\nCOPY app.txt /\n", """
                build: { platforms: [linux/amd64, linux/arm64], baseImages: { BASE: "one:1" } }
                """);

        assertThat(build(version, 200).at("/failure/message").asText())
                .contains("the base image one:1 has no linux/arm64; it has linux/amd64");
    }

    @Test
    void an_image_on_a_windows_base_has_layers_in_the_format_of_windows() throws IOException {
        Map<String, String> windows = new LinkedHashMap<>();
        windows.put("Files/", "");
        windows.put("Files/Windows/", "");
        windows.put("Files/Windows/System32.txt", "the system");
        windows.put("Hives/", "");
        windows.put("Hives/Software_Delta", "registry");
        images.push(RepositoryName.parse("nanoserver"), "ltsc2022", WINDOWS, windows);
        String version = sdi("ARG BASE\nFROM $BASE\nWORKDIR C:\\\\site\nCOPY app.txt .\n", """
                build: { platform: windows/amd64, baseImages: { BASE: "nanoserver:ltsc2022" } }
                """);

        JsonNode index = index(build(version, 200));

        JsonNode image = images.manifest(IMAGE, index.at("/manifests/0/digest").asText());
        assertThat(index.at("/manifests/0/platform/os.version").asText()).isEqualTo("10.0.20348.2113");
        JsonNode config = BuildLab.json(new String(images.blob(IMAGE, image.path("config")), UTF_8));
        assertThat(config.path("os.version").asText()).isEqualTo("10.0.20348.2113");
        assertThat(files(image, image.path("layers").size() - 1))
                .containsEntry("Files/site/app.txt", "the application")
                .containsKeys("Files", "Hives");
        assertThat(files(image, 0)).containsEntry("Hives/Software_Delta", "registry");
    }
}
