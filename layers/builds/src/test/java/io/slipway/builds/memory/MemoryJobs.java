package io.slipway.builds.memory;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.JobStatus;
import io.slipway.builds.job.Jobs;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Jobs that do nothing until a test ends them. */
public final class MemoryJobs implements Jobs {
    private final Map<String, JobStatus> jobs = new ConcurrentHashMap<>();

    @Override
    public String start(BuildId build) {
        String job = "job:" + build;
        jobs.putIfAbsent(job, new JobStatus(JobStatus.State.IN_PROGRESS, ""));
        return job;
    }

    @Override
    public Map<String, JobStatus> status(Collection<String> wanted) {
        Map<String, JobStatus> found = new HashMap<>();
        wanted.forEach(job -> Optional.ofNullable(jobs.get(job)).ifPresent(status -> found.put(job, status)));
        return found;
    }

    @Override
    public void stop(String job) {
        end(job, JobStatus.State.STOPPED);
    }

    /** Ends a running job. */
    public void end(String job, JobStatus.State state) {
        jobs.computeIfPresent(
                job, (id, status) -> status.state() == JobStatus.State.IN_PROGRESS ? new JobStatus(state, "") : status);
    }
}
