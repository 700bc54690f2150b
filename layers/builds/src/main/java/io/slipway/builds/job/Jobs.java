package io.slipway.builds.job;

import io.slipway.builds.inputs.BuildId;
import java.util.Collection;
import java.util.Map;

/** The service that runs jobs: CodeBuild. */
public interface Jobs {

    /**
     * Starts the job of a build. Repeated for the same build, it returns the same job, for some minutes at least.
     *
     * @return the job's id
     * @throws JobsException if no job can be started
     */
    String start(BuildId build) throws JobsException;

    /** Returns the states of these jobs, without those that are unknown. */
    Map<String, JobStatus> status(Collection<String> jobs);

    /** Stops a job, if it runs. */
    void stop(String job);
}
