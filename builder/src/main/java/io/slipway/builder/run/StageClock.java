package io.slipway.builder.run;

import io.slipway.builder.job.JobLog;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.ChangedFile;
import io.slipway.builds.report.Stage;
import io.slipway.core.digest.Digest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tracks a build's stages and reports each as it begins, so that a killed job has reported its last stage. */
final class StageClock {
    private static final long NANOS = 1_000_000;
    private static final double MILLIS = 1_000;

    private final BuildId build;
    private final BuildObjects objects;
    private final JobLog log;
    private final Map<Stage, Long> millis = new EnumMap<>(Stage.class);
    private final List<String> warnings = new ArrayList<>();
    private List<ChangedFile> files = List.of();
    private Stage stage = Stage.START;
    private long since = System.nanoTime();
    private @Nullable Digest image;

    StageClock(BuildId build, BuildObjects objects, JobLog log) {
        this.build = build;
        this.objects = objects;
        this.log = log;
    }

    void begin(Stage next) {
        end();
        stage = next;
        if (next == Stage.DONE) {
            log.say("done in " + seconds(total()));
        } else {
            log.say("== " + next.word());
            report(null);
        }
    }

    void warn(String warning) {
        warnings.add(warning);
        log.say("warning: " + warning);
    }

    void changed(List<ChangedFile> changed) {
        files = List.copyOf(changed);
    }

    void pushed(Digest digest) {
        image = digest;
    }

    Stage stage() {
        return stage;
    }

    /** Lays down the last report. */
    void finish(@Nullable BuildFailure failure) {
        if (failure != null) {
            end();
            log.say("failed after " + seconds(total()));
        }
        report(failure);
    }

    private void end() {
        long now = System.nanoTime();
        millis.merge(stage, (now - since) / NANOS, Long::sum);
        since = now;
        log.say("   " + stage.word() + " took " + seconds(millis.getOrDefault(stage, 0L)));
    }

    private long total() {
        return millis.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / MILLIS);
    }

    private void report(@Nullable BuildFailure failure) {
        objects.putReport(build, new BuildReport(stage, image, failure, warnings, files, millis));
    }
}
