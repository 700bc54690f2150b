package io.slipway.builds.job;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.report.BuildReport;
import java.util.Optional;

/**
 * Stores a build's data outside its record. The job's inputs and the report are encrypted, each with its own data key
 * that is bound to the build's name; the log is already masked by the job.
 */
public interface BuildObjects {
    /** The maximum length of a log, in chunks. */
    int MAX_LOG_CHUNKS = 9_999;

    /** Stores the job's data. */
    void putJob(BuildJob job);

    /** Returns the job's data, which is deleted when the job ends. */
    Optional<BuildJob> job(BuildId build);

    /** Removes the job's data. */
    void removeJob(BuildId build);

    /** Stores the masked inputs of a build, for comparisons. */
    void putInputs(BuildInputs masked);

    /** Returns the masked inputs of a build. */
    Optional<BuildInputs> inputs(BuildId build);

    /** Stores a report of the job, replacing earlier ones. */
    void putReport(BuildId build, BuildReport report);

    /** Returns the job's latest report. */
    Optional<BuildReport> report(BuildId build);

    /** Appends a chunk to the log: masked UTF-8, whole lines. Chunks are numbered from 1. */
    void putLog(BuildId build, int chunk, String text);

    /** Returns the log after a chunk, or from its beginning for 0, as much as fits into a response. */
    LogPart log(BuildId build, int after);
}
