package io.slipway.builder.image;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.LogPart;
import io.slipway.builds.report.BuildReport;
import java.util.Optional;

/** Discards everything that a job writes. */
final class NoObjects implements BuildObjects {
    @Override
    public void putReport(BuildId build, BuildReport report) {}

    @Override
    public void putLog(BuildId build, int chunk, String text) {}

    @Override
    public Optional<BuildReport> report(BuildId build) {
        return Optional.empty();
    }

    @Override
    public void putJob(BuildJob job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<BuildJob> job(BuildId build) {
        return Optional.empty();
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
        return Optional.empty();
    }

    @Override
    public LogPart log(BuildId build, int after) {
        throw new UnsupportedOperationException();
    }
}
