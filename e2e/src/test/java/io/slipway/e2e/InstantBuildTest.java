package io.slipway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
    private Tool crane;
    private final List<String> tags = new ArrayList<>();

    InstantBuildTest(Cloud cloud) {
        this.cloud = cloud;
    }

    @BeforeAll
    void build(@TempDir Path temporary) throws IOException {
        folder = temporary;
        slipway = new Command(cloud, folder);
        crane = Tool.named("crane");
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
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

    private List<String> layers(String image) throws IOException {
        List<String> layers = new ArrayList<>();
        JsonNode manifest = Api.JSON.readTree(crane.run("manifest", "--insecure", "--platform", "linux/amd64", image));
        manifest.path("layers").forEach(layer -> layers.add(layer.path("digest").asText()));
        return layers;
    }

    @Test
    void three_environments_share_all_layers_but_one() throws IOException {
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

    /** The first part of the layer is in the bucket when the damage shows. */
    @Test
    void a_package_that_is_damaged_in_the_middle_fails_and_names_the_file() throws IOException {
        byte[] large = new byte[12 * 1024 * 1024];
        new Random(1).nextBytes(large);
        byte[] archive =
                stored(Map.of("Dockerfile", "FROM scratch\nCOPY . /app\n".getBytes(UTF_8), "large.bin", large));
        archive[archive.length - 1024 * 1024] ^= 1;
        Files.write(folder.resolve("InstantDamaged.1.0.0.zip"), archive);
        slipway.run("push", folder + "/InstantDamaged.1.0.0.zip");
        Tool.Result result = slipway.attempt(
                "build", "InstantDamaged", "--version", "1.0.0", "--deployment", "damaged", "--environment", "Test");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errors()).contains("ended as Failed", "large.bin");
    }

    /** Returns a zip whose entries are not compressed, the largest last. */
    private static byte[] stored(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                CRC32 checksum = new CRC32();
                checksum.update(file.getValue());
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setCrc(checksum.getValue());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
