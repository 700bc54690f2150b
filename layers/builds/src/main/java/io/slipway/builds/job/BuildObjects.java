package io.slipway.builds.job;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.report.BuildReport;
import java.util.Optional;

/**
 * A build's data outside its record. The job's inputs and the report are encrypted, each under a data key of its own that only
 * this build's name opens; the log is masked by the job that writes it.
 */
public interface BuildObjects {
    /** The longest log of a build, in chunks. */
    int MAX_LOG_CHUNKS = 9_999;

    /** Lays down what the job reads first. */
    void putJob(BuildJob job);

    /** Returns the job's inputs, which are deleted when the job ends. */
    Optional<BuildJob> job(BuildId build);

    /** Removes it. */
    void removeJob(BuildId build);

    /** Lays down what the build was made of, without secrets, for comparisons. */
    void putInputs(BuildInputs masked);

    /** Returns the build's inputs without secrets. */
    Optional<BuildInputs> inputs(BuildId build);

    /** Lays down what the job tells; the last report counts. */
    void putReport(BuildId build, BuildReport report);

    /** Returns the job's latest report. */
    Optional<BuildReport> report(BuildId build);

    /** Adds a chunk to the log: masked UTF-8, whole lines. Chunks are numbered from 1 on. */
    void putLog(BuildId build, int chunk, String text);

    /** The log after a chunk, as much as fits into an answer; 0 is its beginning. */
    LogPart log(BuildId build, int after);
}
