package io.slipway.builder.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builder.image.JobMachine;
import io.slipway.builder.image.Shelf;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.memory.MemoryBuildPorts;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.JobStage;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job that cannot succeed ends with a report of the reason. */
class JobRunnerTest {
    private static final BuildId BUILD = BuildId.parse("default/0123456789abcdef0123");
    private static final String TOKEN = "slp_token-of-the-job";

    private final Shelf registry = new Shelf();
    private final BuildObjects objects = new MemoryBuildPorts().objects();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        registry.close();
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    /** Runs a job whose SDI is this archive, which must fail. */
    private BuildFailure fails(byte[] archive) throws IOException {
        InputPackage sdi = new InputPackage(
                "App",
                "1.0",
                RepositoryName.parse("packages/app"),
                Digest.of(DigestAlgorithm.SHA256, archive),
                archive.length,
                "App.1.0.zip",
                true,
                "");
        BuildInputs inputs = new BuildInputs(
                BUILD,
                new DeploymentTarget("deployments-1", "Test", null),
                sdi,
                List.of(),
                List.of(),
                RepositoryName.parse("app"),
                new Tag("1.0-deployments-1"),
                List.of(),
                false,
                "test");
        boolean made = new JobRunner(
                        objects, JobMachine.of(Map.of()), new PrintStream(console, true, StandardCharsets.UTF_8))
                .run(new BuildJob(inputs, "http://" + registry.host(), TOKEN));
        assertThat(made).isFalse();
        BuildReport report = objects.report(BUILD).orElseThrow();
        assertThat(report.image()).isNull();
        BuildFailure failure = report.failure();
        assertThat(failure).isNotNull();
        assertThat(objects.log(BUILD, 0).text())
                .contains(failure.message())
                .contains("failed after")
                .doesNotContain(TOKEN);
        return failure;
    }

    @Test
    void a_package_that_is_not_in_the_registry_fails_in_the_first_stage() throws Exception {
        BuildFailure failure = fails(zip(Map.of("Dockerfile", "FROM scratch\n")));
        assertThat(failure.stage()).isEqualTo(JobStage.FETCH);
        assertThat(failure.message()).startsWith("cannot fetch the package App 1.0: ");
    }

    @Test
    void a_package_that_is_not_an_archive_fails_in_the_stage_extract() throws Exception {
        byte[] archive = "not a zip".getBytes(StandardCharsets.UTF_8);
        registry.blob("packages/app", archive);
        BuildFailure failure = fails(archive);
        assertThat(failure.stage()).isEqualTo(JobStage.EXTRACT);
        assertThat(failure.message()).contains("App");
    }

    @Test
    void a_package_without_a_dockerfile_fails_before_the_tool_runs() throws Exception {
        byte[] archive = zip(Map.of("readme.txt", "nothing to build"));
        registry.blob("packages/app", archive);
        BuildFailure failure = fails(archive);
        assertThat(failure.stage()).isEqualTo(JobStage.FEATURES);
        assertThat(failure.message()).isEqualTo("the package App has no file Dockerfile");
    }

    @Test
    void a_mistake_in_sdi_yaml_is_reported_with_its_position() throws Exception {
        byte[] archive =
                zip(Map.of("Dockerfile", "FROM scratch\n", "sdi.yaml", "image: app\nbuild:\n  engine: none\n"));
        registry.blob("packages/app", archive);
        BuildFailure failure = fails(archive);
        assertThat(failure.file()).isEqualTo("sdi.yaml");
        assertThat(failure.line()).isEqualTo(3);
    }
}
