package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.builder.job.JobLog;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.memory.MemoryBuildPorts;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.Mask;
import io.slipway.client.Progress;
import io.slipway.client.RegistryUrl;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.client.image.ImagePusher;
import io.slipway.client.image.LocalImage;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds images from base images in a real registry. Needs root, Buildah, a static busybox, and crane under {@code .tools/bin}. */
class ImageMakerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CRANE = Path.of("../.tools/bin/crane").toAbsolutePath();
    private static final RepositoryName BASE = RepositoryName.parse("base");
    private static final RepositoryName IMAGE = RepositoryName.parse("app");

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Process registry;
    private String host;
    private BaseImage base;
    private int builds;

    @BeforeEach
    void registry() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")) && Buildah.isHere());
        assumeTrue(Files.exists(CRANE) && Files.exists(Path.of("/usr/bin/busybox")));
        try (ServerSocket free = new ServerSocket(0)) {
            host = "localhost:" + free.getLocalPort();
        }
        registry = new ProcessBuilder(CRANE.toString(), "registry", "serve", "--address", host)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        Path bin = Files.createDirectories(folder.resolve("root/bin"));
        Files.copy(Path.of("/usr/bin/busybox"), bin.resolve("busybox"));
        assertThat(bin.resolve("busybox").toFile().setExecutable(true, false)).isTrue();
        for (String name : List.of("sh", "sleep", "ls")) {
            Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
        }
        run(
                "tar",
                "-C",
                folder.resolve("root").toString(),
                "-czf",
                folder.resolve("layer.tgz").toString(),
                ".");
        for (int attempt = 0;
                attempt < 100
                        && !Files.readString(folder.resolve("registry.log")).contains("serving");
                attempt++) {
            Thread.sleep(50);
        }
        run(
                CRANE.toString(),
                "append",
                "--insecure",
                "-f",
                folder.resolve("layer.tgz").toString(),
                "-t",
                host + "/base:1");
        run(
                CRANE.toString(),
                "mutate",
                "--insecure",
                "--set-platform",
                "linux/amd64",
                "--env",
                "PATH=/bin",
                "-t",
                host + "/base:1",
                host + "/base:1");
        Digest digest = Digest.parse(
                run(CRANE.toString(), "digest", "--insecure", host + "/base:1").strip());
        base = new BaseImage("BASE", "base:1", BASE, digest);
    }

    @AfterEach
    void end() {
        if (registry != null) {
            registry.destroyForcibly();
        }
    }

    @Test
    void the_layers_of_the_base_image_keep_their_digests() throws Exception {
        JsonNode manifest = make("FROM %s\nRUN ls > /a\nCOPY Dockerfile /b\n".formatted(reference()));
        JsonNode basis = JSON.readTree(run(CRANE.toString(), "manifest", "--insecure", host + "/base:1"));
        assertThat(manifest.path("layers").size()).isEqualTo(3);
        assertThat(manifest.path("layers").path(0).path("digest"))
                .isEqualTo(basis.path("layers").path(0).path("digest"));
        assertThat(console.toString(StandardCharsets.UTF_8)).contains(" 1 layers of the base image");
        run(CRANE.toString(), "validate", "--insecure", "--remote", host + "/app:1");
    }

    @Test
    void the_second_build_uses_the_layers_of_the_first() throws Exception {
        String dockerfile = "FROM %s\nRUN head -c 16 /dev/urandom > /random\n".formatted(reference());
        JsonNode first = make(dockerfile);
        assertThat(make(dockerfile)).isEqualTo(first);
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("Using cache");
    }

    @Test
    void a_platform_missing_from_the_base_image_is_refused_before_anything_runs() {
        assertThatExceptionOfType(BuildException.class)
                .isThrownBy(() -> make("FROM --platform=linux/arm64 %s\nRUN ls\n".formatted(reference())))
                .withMessage("the base image base:1 has no linux/arm64; it has linux/amd64");
        assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContain("STEP");
    }

    @Test
    void a_job_cannot_connect_to_other_registries_on_its_machine() {
        for (String other : List.of("127.0.0.1:1/x", "localhost:1/x:1", "169.254.169.254/x")) {
            assertThatExceptionOfType(BuildException.class)
                    .isThrownBy(() -> make("FROM " + other + "\n"))
                    .withMessageContaining("an address of this machine");
        }
        assertThatExceptionOfType(BuildException.class)
                .isThrownBy(() -> make("FROM scratch\nADD http://127.0.0.1:1/x /x\n"))
                .withMessageContaining("ADD of a URL needs a network");
    }

    private String reference() {
        return host + "/base@" + base.digest();
    }

    /** Builds and pushes an image; returns its manifest. */
    private JsonNode make(String dockerfile) throws IOException, BuildException {
        builds++;
        Path work = Files.createDirectories(folder.resolve("job-" + builds));
        Path context = Files.createDirectory(work.resolve(JobLog.FOLDER));
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        BuildId id = BuildId.parse("default/0123456789abcdef0123");
        BuildInputs inputs = new BuildInputs(
                id,
                new DeploymentTarget("d-1", "Test", null),
                new InputPackage(
                        "App", "1", RepositoryName.parse("packages/app"), base.digest(), 1, "App.zip", true, ""),
                List.of(),
                List.of(),
                IMAGE,
                new Tag("1"),
                List.of(base),
                false,
                "test");
        JobMachine machine =
                JobMachine.of(Map.of("SLIPWAY_CACHE", folder.resolve("cache").toString()));
        ImageBuild build = new ImageBuild(
                context,
                "Dockerfile",
                Optional.empty(),
                "linux/amd64",
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of("a", "b"),
                Instant.parse("1980-01-01T00:00:00Z"));
        try (JobLog log = new JobLog(
                        id,
                        new MemoryBuildPorts().objects(),
                        Mask.of(List.of()),
                        work,
                        new PrintStream(console, true, StandardCharsets.UTF_8),
                        Clock.systemUTC());
                Session session = Session.reading(RegistryUrl.parse("http://" + host), Optional.empty())) {
            LocalImage image =
                    new ImageMaker(inputs, session, "", machine, log, work).make(build, Map.of(reference(), base));
            new ImagePusher(session, Progress.NONE).push(RemoteRepository.of(IMAGE), new Tag("1"), image);
            return JSON.readTree(image.manifests().getLast().content());
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
