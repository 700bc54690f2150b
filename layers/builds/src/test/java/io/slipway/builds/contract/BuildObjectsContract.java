package io.slipway.builds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.LogPart;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.ChangedFile;
import io.slipway.builds.report.JobStage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of {@link BuildObjects}. */
public abstract class BuildObjectsContract extends BuildContract {
    private BuildObjects objects() {
        return ports().objects();
    }

    @Test
    void a_jobs_data_is_stored_with_its_secrets_until_it_is_removed() {
        BuildInputs inputs =
                build(space().value(), "web", "deployments-1", "key").inputs();
        BuildJob job = new BuildJob(inputs, "https://registry.example.com", "slp_token");
        assertThat(objects().job(inputs.build())).isEmpty();
        objects().putJob(job);
        assertThat(objects().job(inputs.build())).contains(job);
        objects().removeJob(inputs.build());
        objects().removeJob(inputs.build());
        assertThat(objects().job(inputs.build())).isEmpty();
    }

    @Test
    void inputs_are_kept_when_the_job_is_removed() {
        BuildInputs inputs =
                build(space().value(), "web", "deployments-1", "key").inputs();
        BuildInputs masked = inputs.with(List.of());
        assertThat(objects().inputs(inputs.build())).isEmpty();
        objects().putInputs(masked);
        objects().putJob(new BuildJob(inputs, "https://registry.example.com", ""));
        objects().removeJob(inputs.build());
        assertThat(objects().inputs(inputs.build())).contains(masked);
    }

    @Test
    void a_report_replaces_the_previous_one() {
        BuildId build = id(space());
        assertThat(objects().report(build)).isEmpty();
        objects().putReport(build, BuildReports.BEGUN);
        BuildReport last = new BuildReport(
                JobStage.DONE,
                digest("image"),
                null,
                List.of("a warning"),
                List.of(new ChangedFile("web/a.json", List.of("structured variables"), digest("a"), "a")),
                Map.of(JobStage.BUILD, 12L));
        objects().putReport(build, last);
        assertThat(objects().report(build)).contains(last);
        assertThat(objects().report(id(build.space()))).isEmpty();
    }

    @Test
    void a_log_can_be_read_from_the_last_chunk_on() {
        BuildId build = id(space());
        assertThat(objects().log(build, 0)).isEqualTo(new LogPart("", 0, false));
        objects().putLog(build, 1, "one\n");
        objects().putLog(build, 2, "two ü\n");
        assertThat(objects().log(build, 0)).isEqualTo(new LogPart("one\ntwo ü\n", 2, false));
        assertThat(objects().log(build, 1)).isEqualTo(new LogPart("two ü\n", 2, false));
        assertThat(objects().log(build, 2)).isEqualTo(new LogPart("", 2, false));
        objects().putLog(build, 10, "ten\n");
        assertThat(objects().log(build, 2))
                .as("numeric order, not alphabetical")
                .isEqualTo(new LogPart("ten\n", 10, false));
    }

    @Test
    void a_long_log_is_returned_in_parts() {
        BuildId build = id(space());
        String chunk = "x".repeat(700_000) + "\n";
        for (int i = 1; i <= 4; i++) {
            objects().putLog(build, i, chunk);
        }
        LogPart first = objects().log(build, 0);
        assertThat(first.more()).isTrue();
        StringBuilder text = new StringBuilder(first.text());
        LogPart part = first;
        while (part.more()) {
            part = objects().log(build, part.last());
            text.append(part.text());
        }
        assertThat(text).hasToString(chunk.repeat(4));
        assertThat(part.last()).isEqualTo(4);
    }
}
