package io.slipway.builder.run;

import io.slipway.builder.job.JobLog;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.JobStage;
import io.slipway.builds.report.StageClock;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reports each stage when it begins, so that a killed job has reported its last stage. The stage does not wait for the report. */
final class JobClock extends StageClock {
    private static final double MILLIS = 1_000;

    private final BuildId build;
    private final BuildObjects objects;
    private final JobLog log;
    private CompletableFuture<Void> reported = CompletableFuture.completedFuture(null);

    JobClock(BuildId build, BuildObjects objects, JobLog log) {
        super(log);
        this.build = build;
        this.objects = objects;
        this.log = log;
    }

    @Override
    protected void begun() {
        if (stage() == JobStage.DONE) {
            log.say("done in " + seconds(total()));
        } else {
            super.begun();
            BuildReport report = report(null);
            // The next report contains all of this one, so a failure to store it does not fail the build.
            reported = reported.handleAsync((before, failure) -> {
                objects.putReport(build, report);
                return null;
            });
        }
    }

    @Override
    protected void ended(long took) {
        log.say("   " + stage().word() + " took " + seconds(took));
    }

    /** Stores the last report. */
    void finish(@Nullable BuildFailure failure) {
        if (failure != null) {
            end();
            log.say("failed after " + seconds(total()));
        }
        reported.handle((before, missed) -> missed).join();
        objects.putReport(build, report(failure));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / MILLIS);
    }
}
