package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests BuildKit 0.34, with which Docker 29 builds and pushes. */
@OnSharedCloud
class BuildKitTest {

    private Tool buildctl;

    @BeforeEach
    void client(Cloud cloud) throws IOException {
        Tool.requireRoot();
        buildctl = Tool.named("buildctl");
        Path config =
                Files.createDirectories(buildctl.home().resolve(".docker")).resolve("config.json");
        String login = Base64.getEncoder().encodeToString(("x:" + cloud.adminToken()).getBytes(StandardCharsets.UTF_8));
        Files.writeString(config, "{\"auths\":{\"" + cloud.host() + "\":{\"auth\":\"" + login + "\"}}}");
    }

    @Test
    void an_administrators_push_of_an_image_without_layers_creates_its_space(Cloud cloud, @TempDir Path folder)
            throws Exception {
        String repository = "buildkit-space/scratch";
        Path context = context(folder, "FROM scratch\nLABEL team=web\n");
        try (Buildkitd buildkitd = Buildkitd.start(folder.resolve("buildkitd"))) {
            build(
                    buildkitd,
                    context,
                    "--output",
                    "type=image,push=true,registry.insecure=true,oci-mediatypes=true,name=" + cloud.host() + "/"
                            + repository + ":1");
        }
        String manifest = new Api(cloud)
                .send(repository, "GET", "/v2/" + repository + "/manifests/1", new byte[0])
                .body();
        assertThat(Api.JSON.readTree(manifest).path("layers").isNull())
                .as(manifest)
                .isTrue();
    }

    /** The options for the cache are those of a job in CodeBuild. */
    @Test
    void a_job_on_another_machine_finds_cached_layers_in_the_registry(Cloud cloud, @TempDir Path folder)
            throws Exception {
        Path busybox = Path.of("/usr/bin/busybox");
        Tool.require(Files.exists(busybox), "busybox-static is not installed; e2e/install-clients installs it");
        Path context =
                context(folder, "FROM scratch\nCOPY busybox /bin/\nRUN [\"/bin/busybox\", \"touch\", \"/made\"]\n");
        Files.copy(busybox, context.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        String cache = "type=registry,registry.insecure=true,ref=" + cloud.host() + "/buildkit-cache:slipway-cache";
        List<JsonNode> layers = new ArrayList<>();
        for (int machine = 0; machine < 2; machine++) {
            Path image = folder.resolve("image" + machine);
            try (Buildkitd buildkitd = Buildkitd.start(folder.resolve("machine" + machine))) {
                build(
                        buildkitd,
                        context,
                        "--output",
                        "type=oci,tar=false,dest=" + image,
                        "--import-cache",
                        cache,
                        "--export-cache",
                        cache + ",mode=max,image-manifest=true,oci-mediatypes=true");
            }
            layers.add(layers(image));
        }
        // A second run of the command would write a file with another time, and so a layer with another digest.
        assertThat(layers.get(0)).hasSize(2);
        assertThat(layers.get(1)).isEqualTo(layers.get(0));
    }

    /** Reads the layers of the only image in a layout. */
    private static JsonNode layers(Path layout) throws IOException {
        JsonNode index = Api.JSON.readTree(layout.resolve("index.json").toFile());
        String digest = index.at("/manifests/0/digest").asText();
        return Api.JSON
                .readTree(layout.resolve("blobs")
                        .resolve(digest.replace(':', '/'))
                        .toFile())
                .path("layers");
    }

    private static Path context(Path folder, String dockerfile) throws IOException {
        Path context = Files.createDirectories(folder.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        return context;
    }

    private void build(Buildkitd buildkitd, Path context, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--addr", buildkitd.address(), "build"));
        arguments.addAll(List.of("--frontend", "dockerfile.v0", "--progress", "plain"));
        arguments.addAll(List.of("--local", "context=" + context, "--local", "dockerfile=" + context));
        arguments.addAll(List.of(more));
        Tool.Result result = buildctl.attempt("", arguments.toArray(String[]::new));
        assertThat(result.code()).as(result.errors()).isZero();
    }
}
