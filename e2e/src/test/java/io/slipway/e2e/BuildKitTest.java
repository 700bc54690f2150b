package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** BuildKit 0.34, which is what Docker 29 builds and pushes with. */
@ExtendWith(SharedCloud.class)
class BuildKitTest {

    @Test
    void an_image_without_layers_is_pushed_and_its_space_is_made_by_the_administrators_push(
            Cloud cloud, @TempDir Path folder) throws Exception {
        Tool.requireRoot();
        Tool buildctl = Tool.named("buildctl");
        String repository = "buildkit-space/scratch";
        Path context = Files.createDirectories(folder.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nLABEL team=web\n");
        Path config =
                Files.createDirectories(buildctl.home().resolve(".docker")).resolve("config.json");
        String login = Base64.getEncoder().encodeToString(("x:" + cloud.adminToken()).getBytes(StandardCharsets.UTF_8));
        Files.writeString(config, "{\"auths\":{\"" + cloud.host() + "\":{\"auth\":\"" + login + "\"}}}");
        try (Buildkitd buildkitd = Buildkitd.start(folder.resolve("buildkitd"))) {
            buildctl.run(
                    "--addr",
                    buildkitd.address(),
                    "build",
                    "--frontend",
                    "dockerfile.v0",
                    "--local",
                    "context=" + context,
                    "--local",
                    "dockerfile=" + context,
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
}
