package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.slipway.builder.job.JobLog;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.memory.MemoryBuildPorts;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.Mask;
import io.slipway.core.digest.Digest;
import io.slipway.packages.archive.FolderRemoval;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dockerfiles that attack the machine on which a job runs, with Buildah in its sandbox. Needs root, Buildah and a static busybox. */
class SandboxTest {
    private static final String SECRET = "a-secret-of-this-build";

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @TempDir
    private Path work;

    private JobFolders folders;
    private FetchedBase base;
    private JobLog log;
    private int builds;

    @BeforeAll
    static void machine() {
        assumeTrue("root".equals(System.getProperty("user.name")) && Buildah.isHere() && BusyboxBase.isHere());
    }

    @BeforeEach
    void base() throws IOException, InterruptedException {
        folders = new JobFolders(work, work.resolve("storage"));
        log = new JobLog(
                BuildId.parse("default/0123456789abcdef0123"),
                new MemoryBuildPorts().objects(),
                Mask.of(List.of()),
                work,
                new PrintStream(console, true, StandardCharsets.UTF_8),
                Clock.systemUTC());
        base = BusyboxBase.in(folders);
    }

    @Test
    void a_program_cannot_see_processes_or_files_of_the_machine() throws Exception {
        Path data = Files.createDirectory(work.resolve("data-of-others"));
        Process other = new ProcessBuilder("sleep", "317").start();
        try {
            build("""
                    FROM busybox
                    RUN cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline | tr '\\0' '\\n' > /processes; ! grep -q $((316 + 1)) /processes
                    RUN test ! -e %1$s && test ! -e /proc/1/root%1$s && test ! -e /proc/1/root/etc/shadow
                    """.formatted(data));
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void a_program_that_escapes_its_root_is_still_in_the_sandbox() throws Exception {
        build("""
                FROM busybox
                RUN mkdir -p /x; mount -t proc none /x; chroot /proc/1/root /bin/sh -c 'ls /; ls /root; cat /etc/passwd; cat /etc/shadow; ls %s' > /seen 2>&1; cat /seen
                RUN ! grep -qE 'root:[*!$]|daemon|tool-bases' /seen
                """.formatted(work));
    }

    @Test
    void a_program_cannot_connect_to_servers_on_the_machine() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            build("FROM busybox\nRUN ! wget -q -T 3 -O - http://127.0.0.1:%d/ && test $(wc -l < /proc/net/tcp) = 1\n"
                    .formatted(server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void root_in_a_program_has_no_rights_on_the_machine() throws Exception {
        build("FROM busybox\nRUN test $(id -u) = 0 && grep -q ' 1900000000 ' /proc/self/uid_map\n");
    }

    @Test
    void sensitive_arguments_are_not_on_command_lines_and_secrets_not_in_layers() throws Exception {
        Files.writeString(
                Files.createDirectories(folders.path(JobFolders.SECRETS)).resolve("npm"), SECRET);
        Map<String, String> seen = new HashMap<>();
        Thread watcher = Thread.ofPlatform().daemon().start(() -> watch(seen));
        Path layout = build("""
                FROM busybox
                ARG KEY
                RUN test "$KEY" = a-secret-of-this-build && sleep 1
                RUN --mount=type=secret,id=npm test "$(cat /run/secrets/npm)" = a-secret-of-this-"build"
                """, Map.of("KEY", SECRET), Map.of("npm", SECRET));
        watcher.interrupt();
        watcher.join();
        assertThat(seen.keySet()).isNotEmpty().noneMatch(line -> line.contains("KEY=" + SECRET));
        BaseLayers.keep(layout, Optional.of(base), new CompressedLayers(work.resolve("compressed")));
        JsonNode manifest = manifest(layout);
        Path last = LayoutFolder.open(layout)
                .blob(Digest.parse(
                        manifest.path("layers").path(2).path("digest").asText()));
        Process unpacked = new ProcessBuilder("tar", "-xzOf", last.toString()).start();
        assertThat(new String(unpacked.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .doesNotContain(SECRET);
    }

    @Test
    void the_layers_of_the_base_image_are_kept_and_each_instruction_adds_one() throws Exception {
        Path layout = build("FROM busybox\nRUN ls > /a\nENV C=d\nCOPY Dockerfile /b\nHEALTHCHECK CMD true\n");
        List<BaseLayers.Kept> kept =
                BaseLayers.keep(layout, Optional.of(base), new CompressedLayers(work.resolve("compressed")));
        JsonNode manifest = manifest(layout);
        assertThat(manifest.path("layers").findValuesAsText("digest"))
                .hasSize(3)
                .startsWith(
                        base.manifest().path("layers").path(0).path("digest").asText());
        assertThat(manifest.path("layers").path(1).path("mediaType").asText()).endsWith("+gzip");
        assertThat(kept).hasSize(1);
        JsonNode config = LayoutFolder.open(layout).document(manifest.path("config"));
        assertThat(config.path("config")
                        .path("Healthcheck")
                        .path("Test")
                        .path(1)
                        .asText())
                .isEqualTo("true");
        assertThat(config.path("history").size()).isEqualTo(5);
    }

    @Test
    void the_second_build_of_a_dockerfile_uses_cached_layers() throws Exception {
        String dockerfile = "FROM busybox\nRUN head -c 16 /dev/urandom > /random\n";
        JsonNode first = manifest(build(dockerfile)).path("layers");
        assertThat(manifest(build(dockerfile)).path("layers"))
                .as(console.toString(StandardCharsets.UTF_8))
                .hasSize(2)
                .isEqualTo(first);
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("Using cache");
    }

    @Test
    void an_image_from_anywhere_but_a_registry_is_refused() {
        for (String name :
                List.of("oci:/etc", "dir:/etc", "docker-archive:/x.tar", "containers-storage:x", "/etc", "./x")) {
            for (String file : List.of(
                    "FROM " + name,
                    "FROM scratch\nCOPY --from=" + name + " / /x",
                    "FROM scratch\nRUN --mount=type=cache,target=/y --mount=type=bind,from=" + name
                            + ",target=/x,rw ls /x")) {
                assertThatExceptionOfType(BuildException.class)
                        .as(file)
                        .isThrownBy(() -> new ImageReferences(image(file, Map.of(), Map.of())).needed())
                        .withMessageContaining("cannot use the image " + name);
            }
        }
    }

    private static void watch(Map<String, String> seen) {
        while (!Thread.currentThread().isInterrupted()) {
            ProcessHandle.allProcesses().forEach(it -> {
                try {
                    String line =
                            Files.readString(Path.of("/proc/" + it.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
                    if (line.contains("buildah")) {
                        seen.put(line, "");
                    }
                } catch (IOException e) {
                    // the process has ended
                }
            });
        }
    }

    private static JsonNode manifest(Path layout) throws IOException {
        return LayoutFolder.open(layout).document(LayoutFolder.open(layout).image());
    }

    private Path build(String dockerfile) throws Exception {
        return build(dockerfile, Map.of(), Map.of());
    }

    private Path build(String dockerfile, Map<String, String> args, Map<String, String> secrets) throws Exception {
        builds++;
        for (String folder : List.of("root", "sandbox.sh", "tool-out", "tool-tmp")) {
            FolderRemoval.remove(work.resolve(folder));
        }
        ImageBuild build = image(dockerfile, args, secrets);
        Sandbox sandbox = Sandbox.in(folders, log, Buildah.MISMATCH);
        Sandbox.Trial trial = sandbox.trial();
        assertThat(trial.refusal()).isEmpty();
        Path layout = work.resolve("layout-" + builds);
        try {
            new Buildah(folders, sandbox, trial.stacks(), Buildah.version(folders, log))
                    .build(build, Map.of("busybox", base), layout);
        } catch (BuildException e) {
            throw new AssertionError(console.toString(StandardCharsets.UTF_8), e);
        }
        return layout;
    }

    private ImageBuild image(String dockerfile, Map<String, String> args, Map<String, String> secrets)
            throws IOException {
        Files.writeString(Files.createDirectories(folders.context()).resolve("Dockerfile"), dockerfile);
        return new ImageBuild(
                folders.context(),
                "Dockerfile",
                Optional.empty(),
                "linux/amd64",
                args,
                Set.copyOf(args.keySet()),
                secrets,
                Map.of(),
                Instant.parse("1980-01-01T00:00:00Z"));
    }
}
