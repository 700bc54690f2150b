package io.slipway.builds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.JobStatus;
import io.slipway.builds.job.Jobs;
import io.slipway.builds.job.JobsException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link Jobs}, with jobs that run until they are stopped. */
public abstract class JobsContract extends BuildContract {
    private Jobs jobs() {
        return ports().jobs();
    }

    @Test
    void a_build_has_one_job_which_runs_until_it_is_stopped() throws JobsException {
        BuildId build = id(space());
        String job = jobs().start(build);
        assertThat(jobs().start(build)).as("started again").isEqualTo(job);
        String other = jobs().start(id(build.space()));
        assertThat(other).isNotEqualTo(job);
        assertThat(jobs().status(List.of(job, other, "builds:0f3a6cf5-28a5-4a8f-9d23-0123456789ab")))
                .as("without the unknown job")
                .containsOnlyKeys(job, other)
                .allSatisfy((id, status) -> assertThat(status.state()).isEqualTo(JobStatus.State.IN_PROGRESS));
        jobs().stop(job);
        jobs().stop(job);
        jobs().stop(other);
        assertThat(jobs().status(List.of(job)).get(job))
                .extracting(JobStatus::state)
                .isEqualTo(JobStatus.State.STOPPED);
        assertThat(jobs().status(List.of())).isEmpty();
    }
}
