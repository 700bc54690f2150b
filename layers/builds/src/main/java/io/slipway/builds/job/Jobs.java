package io.slipway.builds.job;

import io.slipway.builds.inputs.BuildId;
import java.util.Collection;
import java.util.Map;

/** The service that runs jobs: CodeBuild. */
public interface Jobs {

    /**
     * Starts the job of a build. A repeated call for the same build returns the same job, at least for some minutes.
     *
     * @return the job's id
     * @throws JobsException if the job cannot be started
     */
    String start(BuildId build) throws JobsException;

    /** Returns the states of these jobs, except unknown ones. */
    Map<String, JobStatus> status(Collection<String> jobs);

    /** Stops a job, if it is running. */
    void stop(String job);
}
