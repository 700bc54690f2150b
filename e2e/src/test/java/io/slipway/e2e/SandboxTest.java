package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.builder.image.JobMachine;
import io.slipway.builder.run.JobRunner;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.EffectiveVariable;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.report.BuildReport;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Dockerfiles that attack the machine on which a job runs, and what a sandbox leaves them. */
@ExtendWith(SharedCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxTest {
    private static final String SECRET = "a-secret-of-another-build";
    private static final String BASE = "ARG BASE\nFROM $BASE\n";

    private final Random random = new Random(3);
    private final MemoryBuildObjects told = new MemoryBuildObjects();
    private Cloud cloud;
    private Api api;
    private BaseImage base;

    @TempDir
    private Path cache;

    @BeforeAll
    void connect(Cloud shared) {
        Tool.requireRoot();
        Tool.named("buildah");
        cloud = shared;
        api = new Api(shared);
        Digest digest = SampleApp.pushBusybox(shared, "sandbox-busybox:1");
        base = new BaseImage("BASE", "sandbox-busybox:1", RepositoryName.parse("sandbox-busybox"), digest);
    }

    @Test
    void a_program_sees_no_process_and_no_file_of_the_machine() throws IOException {
        Process other = new ProcessBuilder("sleep", "300").start();
        try {
            String data = cloud.data().toString();
            BuildReport report = build("look", BASE + """
                    RUN cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline | tr '\\0' '\\n' > /processes; \\
                        ls -d /proc/[0-9]* > /ids; \\
                        for p in /proc/[0-9]*; do ls $p/root/ $p/cwd/; done >> /files 2>&1; \\
                        test ! -e %1$s && test ! -e /proc/1/root%1$s && test ! -e /etc/shadow && test ! -e /proc/1/root/etc/shadow
                    RUN ! grep -q sleep /processes
                    """.formatted(data));
            assertThat(report.failure()).as(told.log()).isNull();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void a_program_that_leaves_its_root_is_still_in_the_sandbox() throws IOException {
        // mount --bind and chroot of a parent are what root in a chroot can do.
        BuildReport report = build("escape", BASE + """
                RUN mkdir -p /x && (mount -t proc none /x || true); \\
                    chroot /proc/1/root /bin/sh -c 'ls / /work /root /home /var; id; cat /etc/shadow' > /seen 2>&1 || true; \\
                    cat /seen; ! grep -qE 'root:[*!$]|%s' /seen
                """.formatted(cloud.data().getFileName()));
        assertThat(report.failure()).as(told.log()).isNull();
    }

    @Test
    void a_program_reaches_neither_the_registry_nor_a_stand_in_nor_anything_else() throws IOException {
        int port = cloud.url().getPort();
        BuildReport report = build("reach", BASE + """
                RUN ! wget -q -T 3 -O - http://127.0.0.1:%1$d/v2/ && ! wget -q -T 3 -O - http://localhost:%1$d/v2/; \\
                    cat /proc/net/route /proc/net/tcp; test $(wc -l < /proc/net/tcp) = 1
                """.formatted(port));
        assertThat(report.failure()).as(told.log()).isNull();
    }

    @Test
    void root_of_a_program_is_nobody_of_the_machine() throws IOException {
        BuildReport report =
                build("user", BASE + "RUN test $(id -u) = 0 && grep -q ' 1900000000 ' /proc/self/uid_map\n");
        assertThat(report.failure()).as(told.log()).isNull();
    }

    @Test
    void other_places_than_registries_are_refused() throws IOException {
        for (String name : List.of("oci:/etc", "dir:/etc", "docker-archive:/x.tar", "containers-storage:x", "/etc")) {
            for (String file : List.of(
                    "FROM " + name,
                    BASE + "COPY --from=" + name + " / /x",
                    BASE + "RUN --mount=type=bind,from=" + name + ",target=/x,rw ls /x")) {
                BuildReport report = build("transport", file + "\n");
                assertThat(report.failure()).as(file).isNotNull();
                assertThat(report.failure().message()).contains("the build cannot take the image " + name);
            }
        }
        BuildReport loopback = build("loopback", "FROM 127.0.0.1:1/x\n");
        assertThat(loopback.failure().message()).contains("an address of the machine itself");
        BuildReport add = build("add", BASE + "ADD http://127.0.0.1:1/x /x\n");
        assertThat(add.failure().message()).contains("ADD of an address needs a network");
    }

    @Test
    void a_sensitive_argument_is_on_no_command_line_and_a_secret_in_no_layer() throws IOException {
        String sdi = "allowSensitive: true\nbuild:\n  args: { KEY: \"#{Key}\" }\n  secrets: { npm: \"#{Key}\" }\n";
        Watch watch = new Watch(SECRET);
        Thread watcher = Thread.ofPlatform().daemon().start(watch);
        BuildReport report = build(
                "sensitive",
                Map.of("Dockerfile", BASE + """
                        ARG KEY
                        RUN test "$KEY" = %1$s && sleep 1
                        RUN --mount=type=secret,id=npm test "$(cat /run/secrets/npm)" = %1$s
                        """.formatted("a-secret-of-another-build"), "sdi.yaml", sdi),
                List.of(new EffectiveVariable("Key", SECRET, true)));
        watcher.interrupt();
        assertThat(report.failure()).as(told.log()).isNull();
        assertThat(watch.seen).isFalse();
        assertThat(told.log()).doesNotContain(SECRET);
    }

    @Test
    void the_layers_of_the_base_stay_and_each_instruction_adds_one() throws IOException {
        BuildReport report = build("layers", BASE + "RUN echo a > /a\nCOPY sdi.yaml /b\nENV C=d\n");
        JsonNode manifest = manifest("sandbox@" + child(report));
        JsonNode basis = manifest("sandbox-busybox@" + base.digest());
        assertThat(manifest.path("layers").size())
                .isEqualTo(basis.path("layers").size() + 2);
        for (int i = 0; i < basis.path("layers").size(); i++) {
            assertThat(manifest.path("layers").path(i).path("digest"))
                    .isEqualTo(basis.path("layers").path(i).path("digest"));
        }
        assertThat(told.log()).contains("linked 1 layers of the base");
    }

    @Test
    void the_second_build_of_a_dockerfile_runs_nothing_again() throws IOException {
        String file = BASE + "RUN sleep 6 && echo done > /done\nCOPY sdi.yaml /a\n";
        assertThat(build("again", file).failure()).as(told.log()).isNull();
        long begin = System.nanoTime();
        assertThat(build("again", file).failure()).as(told.log()).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
    }

    /** Reads the command lines of this machine's processes, as any user of it can. */
    private static final class Watch implements Runnable {
        private final String text;
        private volatile boolean seen;

        Watch(String text) {
            this.text = text;
        }

        @Override
        public void run() {
            while (!Thread.currentThread().isInterrupted()) {
                ProcessHandle.allProcesses().forEach(it -> {
                    try {
                        String line = Files.readString(
                                Path.of("/proc/" + it.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
                        seen |= line.contains("buildah") && line.contains(text);
                    } catch (IOException e) {
                        // it has ended
                    }
                });
            }
        }
    }

    private BuildReport build(String deployment, String dockerfile) throws IOException {
        return build(deployment, Map.of("Dockerfile", dockerfile, "sdi.yaml", "{}\n"), List.of());
    }

    private BuildReport build(String deployment, Map<String, String> files, List<EffectiveVariable> variables)
            throws IOException {
        InputPackage sdi = SampleApp.push(api, "Sandbox." + deployment, "1.0.0", files, "");
        BuildInputs inputs = new BuildInputs(
                BuildId.next(SpaceName.DEFAULT, Instant.now(), random),
                new DeploymentTarget(deployment, "Test", null),
                sdi,
                List.of(),
                variables,
                RepositoryName.parse("sandbox"),
                new Tag("1.0.0-" + deployment),
                List.of(base),
                false,
                "test");
        JobMachine machine = JobMachine.of(Map.of("SLIPWAY_CACHE", cache.toString()));
        new JobRunner(told, machine, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .run(new BuildJob(inputs, cloud.url().toString(), cloud.adminToken()));
        return told.last();
    }

    private String child(BuildReport report) throws IOException {
        assertThat(report.failure()).as(told.log()).isNull();
        return manifest("sandbox@" + report.image())
                .path("manifests")
                .path(0)
                .path("digest")
                .asText();
    }

    private JsonNode manifest(String reference) throws IOException {
        Tool crane = Tool.named("crane");
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        return Api.JSON.readTree(crane.run("manifest", "--insecure", cloud.host() + "/" + reference));
    }
}
