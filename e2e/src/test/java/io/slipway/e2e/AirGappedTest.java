package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the page {@code docs/how-to/air-gapped.md}: images are exported from the registry to files, and imported into
 * another.
 */
@OnSharedCloud
class AirGappedTest {
    @TempDir
    Path folder;

    @Test
    void the_commands_of_the_page_transfer_images_as_files(Cloud cloud) throws IOException {
        Tool crane = new Tool(Tool.named("crane").program(), folder);
        Tool.named("skopeo");
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        Files.writeString(folder.resolve("site"), "a site\n");
        new Tool(Tool.named("tar").program(), folder).run("-cf", "layer.tar", "site");
        String web = cloud.host() + "/team-a/web";
        crane.run("append", "--oci-empty-base", "-f", "layer.tar", "-t", web + ":1.0");
        crane.run("mutate", "--set-platform", "linux/amd64", "-t", web + ":1.0", web + ":1.0");
        crane.run("mutate", "--label", "release=1.1", "-t", web + ":1.1", web + ":1.0");
        Files.writeString(folder.resolve("sbom.json"), "{}");
        new Tool(Tool.named("oras").program(), folder)
                .run("attach", "--plain-http", "--artifact-type", "application/sbom", web + ":1.0", "sbom.json");

        Tool.Result result = Guide.named("air-gapped")
                .with("registry.example.com", cloud.host())
                .with("skopeo login", "skopeo login --tls-verify=false")
                .run(cloud, folder);

        assertThat(result.code()).as(result.output() + result.errors()).isZero();
        String digest = crane.run("digest", web + ":1.0");
        assertThat(crane.run("digest", cloud.host() + "/team-b/web:1.0")).isEqualTo(digest);
        assertThat(crane.run("digest", cloud.host() + "/team-b/signed:1.0")).isEqualTo(digest);
        assertThat(crane.run("config", cloud.host() + "/team-b/web:1.1")).contains("\"release\":\"1.1\"");
        assertThat(new Tool(Tool.named("oras").program(), folder)
                        .run("discover", "--plain-http", "--format", "json", cloud.host() + "/team-b/signed:1.0"))
                .contains("application/sbom");
        crane.run("validate", "--remote", cloud.host() + "/team-b/web:1.1");
    }
}
