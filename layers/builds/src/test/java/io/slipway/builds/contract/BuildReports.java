package io.slipway.builds.contract;

import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.JobStage;
import java.util.List;
import java.util.Map;

/** Reports of jobs, for tests. */
public final class BuildReports {
    /** The report of a job that has just begun. */
    public static final BuildReport BEGUN = new BuildReport(JobStage.START, null, null, List.of(), List.of(), Map.of());

    private BuildReports() {}
}
