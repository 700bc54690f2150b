package io.slipway.builds.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.builds.contract.BuildReports;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.ChangedFile;
import io.slipway.builds.report.JobStage;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.features.octostache.Variable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BuildJsonTest {
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, new byte[] {1});
    private static final RepositoryName WEB = RepositoryName.parse("team-a/packages/acme.web");

    private static BuildInputs inputs() {
        return new BuildInputs(
                new BuildId(new SpaceName("team-a"), "0123456789abcdef0123"),
                new DeploymentTarget("deployments-75", "Production", null),
                new InputPackage("mywebapp", "1.2.0", WEB, DIGEST, 7, "mywebapp.1.2.0.zip", true, ""),
                List.of(new InputPackage("Acme.Web", "1.5.0", WEB, DIGEST, 9, "Acme.Web.1.5.0.nupkg", false, "web")),
                List.of(new Variable("Password", "s3cret", true), new Variable("Nothing", null, false)),
                RepositoryName.parse("team-a/mywebapp"),
                new Tag("1.2.0-deployments-75"),
                List.of(new BaseImage("BASE", "base:1", RepositoryName.parse("team-a/base"), DIGEST)),
                false,
                "0.1.0");
    }

    @Test
    void a_job_is_read_as_it_was_written() {
        BuildJob job = new BuildJob(inputs(), "https://registry.example.com", "slp_x");
        assertThat(BuildJson.read(BuildJson.write(job), BuildJob.class)).isEqualTo(job);
    }

    @Test
    void missing_values_of_a_deployment_target_are_omitted() {
        byte[] old = "{\"id\":\"d-1\",\"environment\":\"Test\",\"tenant\":null}".getBytes(StandardCharsets.UTF_8);
        DeploymentTarget target = new DeploymentTarget("d-1", "Test", null);
        assertThat(BuildJson.write(target)).isEqualTo(old);
        assertThat(BuildJson.read(old, DeploymentTarget.class)).isEqualTo(target);
    }

    @Test
    void a_report_is_read_as_it_was_written() {
        BuildReport report = new BuildReport(
                JobStage.FEATURES,
                DIGEST,
                new BuildFailure(JobStage.FEATURES, "no such thing", "Web.config", 7, List.of("a", "b")),
                List.of("careful"),
                List.of(new ChangedFile("a.json", List.of("structured variables"), DIGEST, "{}")),
                Map.of(JobStage.FETCH, 12L));
        assertThat(BuildJson.read(BuildJson.write(report), BuildReport.class)).isEqualTo(report);
        assertThat(BuildJson.read(BuildJson.write(BuildReports.BEGUN), BuildReport.class))
                .isEqualTo(BuildReports.BEGUN);
    }

    @Test
    void a_record_that_lacks_a_field_is_refused() {
        byte[] half = "{\"stage\": \"FETCH\"}".getBytes(StandardCharsets.UTF_8);
        assertThatIllegalArgumentException().isThrownBy(() -> BuildJson.read(half, BuildReport.class));
    }

    @Test
    void ids_sort_in_the_order_of_the_requests() {
        BuildId first = BuildId.next(SpaceName.DEFAULT, Instant.ofEpochMilli(1_700_000_000_000L), new Random(1));
        BuildId second = BuildId.next(SpaceName.DEFAULT, Instant.ofEpochMilli(1_700_000_000_001L), new Random(2));
        assertThat(first.id()).isLessThan(second.id());
        assertThat(BuildId.parse(first.toString())).isEqualTo(first);
    }

    @Test
    void the_text_of_a_job_contains_neither_the_token_nor_values() {
        assertThat(new BuildJob(inputs(), "https://registry.example.com", "slp_x").toString())
                .doesNotContain("slp_x", "s3cret");
        assertThat(inputs().toString()).doesNotContain("s3cret");
    }
}
