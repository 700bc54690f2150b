package io.slipway.e2e;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.LogPart;
import io.slipway.builds.report.BuildReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Stores the output of a job, for tests that run the builder without the functions around it. */
final class MemoryBuildObjects implements BuildObjects {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final List<BuildReport> reports = Collections.synchronizedList(new ArrayList<>());

    /** Returns the whole log. */
    String log() {
        return String.join("", log);
    }

    BuildReport last() {
        return reports.getLast();
    }

    @Override
    public void putReport(BuildId build, BuildReport report) {
        reports.add(report);
    }

    @Override
    public void putLog(BuildId build, int chunk, String text) {
        log.add(text);
    }

    @Override
    public Optional<BuildReport> report(BuildId build) {
        return Optional.of(last());
    }

    @Override
    public void putJob(BuildJob job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<BuildJob> job(BuildId build) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeJob(BuildId build) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putInputs(BuildInputs masked) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<BuildInputs> inputs(BuildId build) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LogPart log(BuildId build, int after) {
        throw new UnsupportedOperationException();
    }
}
