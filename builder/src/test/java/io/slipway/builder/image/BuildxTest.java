package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.builder.job.JobLog;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.memory.MemoryBuildPorts;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.Mask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BuildKit in a container of a real Docker engine, which is found through a Docker context. */
class BuildxTest {
    private static final String SECRET = "a-secret-of-this-build";

    @TempDir
    private static Path machine;

    private static DockerEngine engine;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private final AtomicReference<FetchedBase> base = new AtomicReference<>();
    private int builds;

    @BeforeAll
    static void engine() throws Exception {
        assumeTrue(DockerEngine.isHere() && BusyboxBase.isHere());
        engine = DockerEngine.start(machine);
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void an_image_keeps_the_layers_of_its_base_and_the_fields_that_only_docker_has() throws Exception {
        assumePrivileged();
        Path layout = build("""
                FROM busybox
                RUN ls > /a
                COPY Dockerfile /b
                HEALTHCHECK CMD true
                """, "first", Map.of());

        List<BaseLayers.Kept> kept =
                BaseLayers.keep(layout, Optional.of(base.get()), new CompressedLayers(folder.resolve("compressed")));

        JsonNode manifest =
                LayoutFolder.open(layout).document(LayoutFolder.open(layout).image());
        assertThat(kept).hasSize(1);
        assertThat(manifest.path("layers").findValuesAsText("digest"))
                .hasSize(3)
                .startsWith(base.get()
                        .manifest()
                        .path("layers")
                        .path(0)
                        .path("digest")
                        .asText());
        JsonNode config = LayoutFolder.open(layout).document(manifest.path("config"));
        assertThat(config.at("/config/Healthcheck/Test/1").asText()).isEqualTo("true");
        assertThat(config.path("history").findValuesAsText("created_by"))
                .anyMatch(it -> it.contains("RUN"))
                .anyMatch(it -> it.contains("COPY"));
    }

    @Test
    void the_second_build_of_a_dockerfile_uses_cached_layers() throws Exception {
        assumePrivileged();
        String dockerfile = "FROM busybox\nRUN sleep 3 && ls > /a\n";
        build(dockerfile, "cached-1", Map.of());
        console.reset();
        build(dockerfile, "cached-2", Map.of());
        assertThat(said()).containsPattern("#\\d+ CACHED");
    }

    @Test
    void a_secret_is_available_to_the_line_that_mounts_it() throws Exception {
        assumePrivileged();
        build("""
                FROM busybox
                RUN --mount=type=secret,id=npm test "$(cat /run/secrets/npm)" = a-secret-of-this-"build"
                """, "secret", Map.of("npm", SECRET));
        assertThat(said()).doesNotContain(SECRET);
    }

    @Test
    void a_failure_is_reported_with_its_line() throws Exception {
        assumePrivileged();
        assertThatExceptionOfType(BuildException.class)
                .isThrownBy(() -> build("FROM busybox\nRUN ls\nRUN test -e /missing\n", "failing", Map.of()))
                .satisfies(e -> assertThat(e.line()).isEqualTo(3));
    }

    @Test
    void builders_are_removed_even_if_their_job_is_killed() throws Exception {
        JobFolders folders = folders();
        JobLog log = log(folders);
        LayerCache none = LayerCache.open(Optional.empty(), folders.work());
        // The container exists even if BuildKit does not start.
        buildx(folders, none, log, "killed", new LeftBuilders(Optional.empty())).refusal();
        assertThat(engine.run("ps", "--all")).contains("buildx_buildkit_killed0");
        // The lock of a process ends with it, but its file remains.
        Path builders = Files.createDirectories(folder.resolve("builders"));
        Files.createFile(builders.resolve("killed"));

        try (Buildx next = buildx(folders, none, log, "next", new LeftBuilders(Optional.of(builders)))) {
            next.refusal();
            assertThat(engine.run("ps", "--all"))
                    .doesNotContain("buildx_buildkit_killed0")
                    .contains("buildx_buildkit_next0");
        }

        assertThat(engine.run("ps", "--all")).doesNotContain("buildx_buildkit");
        assertThat(engine.run("volume", "ls")).doesNotContain("buildx_buildkit");
        assertThat(builders).isEmptyDirectory();
    }

    @Test
    void if_buildkits_image_is_unavailable_the_next_tool_is_used() throws Exception {
        JobFolders folders = folders();
        try (Buildx buildx = new Buildx(
                folders,
                new Buildx.Settings(
                        "refused",
                        Optional.of(engine.user()),
                        Optional.empty(),
                        false,
                        LayerCache.open(Optional.empty(), folders.work()),
                        List.of("localhost:1/missing:1"),
                        new LeftBuilders(Optional.empty())),
                log(folders))) {
            assertThat(buildx.refusal())
                    .hasValue(
                            "BuildKit's image must be in a registry that this machine reaches, but cannot be pulled from [localhost:1/missing:1]");
        }
    }

    /** Skips the test if the machine does not give BuildKit's container the rights that it needs. */
    private void assumePrivileged() throws Exception {
        Optional<String> refusal = trial();
        assumeTrue(
                refusal.filter(why -> why.contains("operation not permitted")).isEmpty(), () -> refusal.orElse(""));
    }

    private Optional<String> trial() throws Exception {
        JobFolders folders = folders();
        try (LayerCache cache = LayerCache.open(Optional.empty(), folders.work());
                Buildx buildx = buildx(folders, cache, log(folders), "trial", new LeftBuilders(Optional.empty()))) {
            return buildx.refusal();
        }
    }

    @Test
    void a_machine_that_cannot_run_buildkit_has_a_reason() throws Exception {
        Optional<String> refusal = trial();
        assumeTrue(refusal.isPresent(), "BuildKit runs on this machine");
        assertThat(refusal.get()).contains("operation not permitted");
    }

    /** Builds like a job that caches layers for the next one; the base image is {@code busybox}. */
    private Path build(String dockerfile, String builder, Map<String, String> secrets) throws Exception {
        JobFolders folders = folders();
        Files.writeString(folders.context().resolve("Dockerfile"), dockerfile);
        Path values = Files.createDirectories(folders.path(JobFolders.SECRETS));
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            Files.writeString(values.resolve(secret.getKey()), secret.getValue());
        }
        base.set(BusyboxBase.in(folders));
        ImageBuild build = new ImageBuild(
                folders.context(),
                "Dockerfile",
                Optional.empty(),
                "linux/amd64",
                Map.of(),
                Set.of(),
                secrets,
                Map.of(),
                Instant.parse("1980-01-01T00:00:00Z"));
        Path layout = folders.work().resolve("layout");
        try (LayerCache cache = LayerCache.open(Optional.of(folder.resolve("kept")), folders.work());
                Buildx buildx = buildx(folders, cache, log(folders), builder, new LeftBuilders(Optional.empty()))) {
            assertThat(buildx.refusal()).as(said()).isEmpty();
            buildx.build(build, Map.of("busybox", base.get()), layout);
        }
        return layout;
    }

    private static Buildx buildx(JobFolders folders, LayerCache cache, JobLog log, String name, LeftBuilders builders)
            throws IOException {
        Path login = folders.work().resolve("login-" + name);
        RegistryAccess access = RegistryAccess.write(login, "registry.example", "token", engine.user());
        return new Buildx(
                folders,
                new Buildx.Settings(
                        name,
                        Optional.of(access.folder()),
                        Optional.empty(),
                        false,
                        cache,
                        List.of(DockerEngine.IMAGE),
                        builders),
                log);
    }

    private JobFolders folders() throws IOException {
        builds++;
        JobFolders folders = new JobFolders(folder.resolve("job-" + builds), folder.resolve("storage"));
        Files.createDirectories(folders.context());
        return folders;
    }

    private JobLog log(JobFolders folders) {
        return new JobLog(
                BuildId.parse("default/0123456789abcdef0123"),
                new MemoryBuildPorts().objects(),
                Mask.of(List.of()),
                folders.work(),
                new PrintStream(console, true, StandardCharsets.UTF_8),
                Clock.systemUTC());
    }

    private String said() {
        return console.toString(StandardCharsets.UTF_8);
    }
}
