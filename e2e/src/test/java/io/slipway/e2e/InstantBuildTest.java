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
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests images of Dockerfiles that run no commands, which are built during the request: real clients pull and run
 * them.
 */
@OnSharedCloud
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
    void images_for_three_environments_share_all_layers_but_one() throws IOException {
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
    void a_built_image_contains_the_layers_of_its_base() throws IOException {
        assertThat(layers(tags.getFirst()))
                .startsWith(layers(cloud.host() + "/instantbase:1").toArray(String[]::new));
    }

    @Test
    void podman_pulls_and_runs_the_image() {
        Tool.requireRoot();
        Tool podman = Tool.named("podman");
        podman.runWith(cloud.adminToken(), "login", "--tls-verify=false", "-u", "x", "--password-stdin", cloud.host());
        String[] store = {
            "--storage-driver",
            "vfs",
            "--root",
            folder.resolve("store").toString(),
            "--runroot",
            folder.resolve("run").toString(),
            "--cgroup-manager",
            "cgroupfs",
            "--events-backend",
            "file",
            "--runtime",
            "runc"
        };
        podman.run(with(store, "pull", "--tls-verify=false", tags.getLast()));
        // Some machines do not allow raising these limits.
        String[] limits = {"--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"};
        assertThat(podman.run(with(with(with(store, "run", "--rm", "--network", "none"), limits), tags.getLast())))
                .isEqualTo("environment Production");
    }

    @Test
    void containerd_pulls_and_runs_the_image() throws Exception {
        Tool.requireRoot();
        Tool ctr = Tool.named("ctr");
        try (Containerd node = Containerd.start(folder.resolve("runner"))) {
            ctr.run(node.ctr(
                    "images",
                    "pull",
                    "--local",
                    "--plain-http",
                    "--platform",
                    "linux/amd64",
                    "--snapshotter",
                    "native",
                    "--user",
                    "x:" + cloud.adminToken(),
                    tags.getLast()));
            String runtime = Tool.named("containerd-shim-runc-v2").program().toString();
            assertThat(ctr.run(node.ctr(
                            "run", "--rm", "--snapshotter", "native", "--runtime", runtime, tags.getLast(), "instant")))
                    .isEqualTo("environment Production");
        }
    }

    @Test
    void a_node_with_one_environment_pulls_one_layer_of_the_next_and_nothing_for_a_rollback() throws Exception {
        Tool.requireRoot();
        Tool ctr = Tool.named("ctr");
        try (Containerd node = Containerd.start(folder.resolve("node"))) {
            pull(ctr, node, tags.get(1));
            Set<String> before = content(ctr, node);
            pull(ctr, node, tags.get(2));
            Set<String> pulled = content(ctr, node);
            pulled.removeAll(before);
            pulled.retainAll(layers(tags.get(2)));
            assertThat(pulled).containsExactly(layers(tags.get(2)).getLast());

            Set<String> whole = content(ctr, node);
            pull(ctr, node, tags.get(1));
            assertThat(content(ctr, node)).isEqualTo(whole);
        }
    }

    private void pull(Tool ctr, Containerd node, String image) {
        ctr.run(node.ctr(
                "content",
                "fetch",
                "--plain-http",
                "--platform",
                "linux/amd64",
                "--user",
                "x:" + cloud.adminToken(),
                image));
    }

    private static Set<String> content(Tool ctr, Containerd node) {
        return new HashSet<>(
                ctr.run(node.ctr("content", "list", "--quiet")).lines().toList());
    }

    @Test
    void docker_pulls_and_runs_the_image() throws Exception {
        Tool.requireRoot();
        Tool docker = Tool.named("docker");
        try (Dockerd engine = Dockerd.start(folder.resolve("engine"))) {
            docker.runWith(cloud.adminToken(), engine.docker("login", cloud.host(), "-u", "x", "--password-stdin"));
            docker.run(engine.docker("pull", tags.getLast()));
            assertThat(docker.run(engine.docker("run", "--rm", "--network", "none", tags.getLast())))
                    .isEqualTo("environment Production");
        }
    }

    @Test
    void packages_that_are_tars_give_the_same_layers() throws IOException {
        Path work = Files.createDirectory(folder.resolve("tar"));
        Map<String, String> files = SampleApp.files();
        files.put("Dockerfile", "FROM scratch\nCOPY Acme.Static /srv\nCOPY config /config\n");
        files.put("sdi.yaml", """
                image: instanttar
                packages: [{ id: Acme.Static }]
                features: { substituteInFiles: ["config/*.conf"] }
                """);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = work.resolve("sdi").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Tool tar = new Tool(Tool.named("tar").program(), work);
        tar.run("-czf", "InstantTar.1.0.0.tar.gz", "-C", "sdi", ".");
        slipway.run("push", work.resolve("InstantTar.1.0.0.tar.gz").toString());
        List<String> built = new ArrayList<>();
        for (String environment : List.of("Test", "Production")) {
            built.add(slipway.run(
                            "build",
                            "InstantTar",
                            "--version",
                            "1.0.0",
                            "--deployment",
                            environment,
                            "--environment",
                            environment)
                    .strip());
        }

        List<String> test = layers(built.getFirst());
        List<String> production = layers(built.getLast());

        assertThat(test.subList(0, test.size() - 1)).isEqualTo(production.subList(0, production.size() - 1));
        assertThat(production.getLast()).isNotEqualTo(test.getLast());
        assertThat(crane.run("export", "--insecure", built.getLast(), "-")).contains("environment Production");
    }

    private static String[] with(String[] first, String... rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    @Test
    void the_log_and_the_build_contain_the_engine() throws IOException {
        JsonNode builds = Api.JSON.readTree(slipway.run("builds", "--environment", "Staging", "--format", "json"));
        assertThat(builds.toString()).contains("\"engine\":\"instant\"");
    }

    /** The first part of the layer is already in the bucket when the damage is found. */
    @Test
    void a_package_damaged_in_the_middle_fails_the_build_with_the_file_name() throws IOException {
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
