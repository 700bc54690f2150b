package io.slipway.builds.job;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.report.BuildReport;
import java.util.Optional;

/**
 * A build's data outside its record. The job's inputs and the report are encrypted, each with its own data key that is bound to the build's name; the
 * job masks the log that it writes.
 */
public interface BuildObjects {
    /** The longest log of a build, in chunks. */
    int MAX_LOG_CHUNKS = 9_999;

    /** Stores the data that the job reads first. */
    void putJob(BuildJob job);

    /** Returns the job's data, which are deleted when the job ends. */
    Optional<BuildJob> job(BuildId build);

    /** Removes the job's data. */
    void removeJob(BuildId build);

    /** Stores the inputs of a build without secrets, for comparisons. */
    void putInputs(BuildInputs masked);

    /** Returns the build's inputs without secrets. */
    Optional<BuildInputs> inputs(BuildId build);

    /** Stores a report of the job; the last one counts. */
    void putReport(BuildId build, BuildReport report);

    /** Returns the job's latest report. */
    Optional<BuildReport> report(BuildId build);

    /** Adds a chunk to the log: masked UTF-8, whole lines. Chunks are numbered from 1 on. */
    void putLog(BuildId build, int chunk, String text);

    /** Returns the log after a chunk, as much as fits into a response; 0 is its beginning. */
    LogPart log(BuildId build, int after);
}
