package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images of Dockerfiles that run nothing, made in the request: real clients pull and run them. */
@ExtendWith(SharedCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstantBuildTest {
    private static final String IMAGE = "instantapp";

    private final Cloud cloud;
    private Path folder;
    private Command slipway;
    private final List<String> tags = new ArrayList<>();

    InstantBuildTest(Cloud cloud) {
        this.cloud = cloud;
    }

    @BeforeAll
    void build(@TempDir Path temporary) throws IOException {
        folder = temporary;
        slipway = new Command(cloud, folder);
        SampleApp.pushBusybox(cloud, "instantbase:1");
        Map<String, String> files = SampleApp.files();
        files.put("Dockerfile", "ARG BASE\nFROM $BASE\nWORKDIR /srv\nCOPY . .\nCMD [\"cat\", \"config/site.conf\"]\n");
        files.computeIfPresent(
                "sdi.yaml", (name, text) -> text.replace("mywebapp", IMAGE).replace("busybox:1", "instantbase:1"));
        Files.write(folder.resolve("InstantApp.1.0.0.zip"), SampleApp.zip(files));
        Files.write(folder.resolve("Acme.Static.1.0.0.zip"), SampleApp.zip(SampleApp.STATIC));
        slipway.run("push", folder + "/InstantApp.1.0.0.zip", folder + "/Acme.Static.1.0.0.zip");
        for (String environment : List.of("Development", "Staging", "Production")) {
            String built = slipway.run(
                    "build",
                    "InstantApp",
                    "--version",
                    "1.0.0",
                    "--deployment",
                    environment,
                    "--environment",
                    environment,
                    "--set",
                    "Octopus.Release.Number=1.0.0");
            tags.add(built.strip());
        }
    }

    private static List<String> layers(String image) throws IOException {
        List<String> layers = new ArrayList<>();
        JsonNode manifest = Api.JSON.readTree(
                Tool.named("crane").run("manifest", "--insecure", "--platform", "linux/amd64", image));
        manifest.path("layers").forEach(layer -> layers.add(layer.path("digest").asText()));
        return layers;
    }

    @Test
    void three_environments_share_all_layers_but_one() throws IOException {
        Tool.named("crane").runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        List<String> development = layers(tags.get(0));
        Set<String> last = new HashSet<>();
        for (String tag : tags) {
            List<String> layers = layers(tag);
            assertThat(layers.subList(0, layers.size() - 1)).isEqualTo(development.subList(0, development.size() - 1));
            last.add(layers.getLast());
        }
        assertThat(development).hasSizeGreaterThan(2);
        assertThat(last).hasSize(3);
    }

    @Test
    void the_base_keeps_its_layers() throws IOException {
        Tool.named("crane").runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        assertThat(layers(tags.getFirst()))
                .startsWith(layers(cloud.host() + "/instantbase:1").toArray(String[]::new));
    }

    @Test
    void podman_pulls_and_an_image_runs() {
        Tool.requireRoot();
        Tool buildah = Tool.named("buildah");
        buildah.runWith(cloud.adminToken(), "login", "--tls-verify=false", "-u", "x", "--password-stdin", cloud.host());
        String[] store = {
            "--storage-driver",
            "vfs",
            "--root",
            folder.resolve("store").toString(),
            "--runroot",
            folder.resolve("run").toString()
        };
        String container = buildah.run(with(store, "from", "--tls-verify=false", tags.getLast()));
        assertThat(buildah.run(with(store, "run", "--isolation", "chroot", container, "--", "cat", "config/site.conf")))
                .isEqualTo("environment Production");
    }

    private static String[] with(String[] first, String... rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    @Test
    void the_log_and_the_build_say_which_engine_made_it() throws IOException {
        JsonNode builds = Api.JSON.readTree(slipway.run("builds", "--environment", "Staging", "--format", "json"));
        assertThat(builds.toString()).contains("\"engine\":\"instant\"");
    }
}
