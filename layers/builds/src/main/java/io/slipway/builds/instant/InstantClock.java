package io.slipway.builds.instant;

import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildLog;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.ChangedFile;
import io.slipway.builds.report.Stage;
import io.slipway.core.digest.Digest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tracks the stages of an instant build, for its report. */
final class InstantClock {
    private static final long NANOS = 1_000_000;

    private final BuildLog log;
    private final Map<Stage, Long> millis = new EnumMap<>(Stage.class);
    private final List<String> warnings = new ArrayList<>();
    private List<ChangedFile> files = List.of();
    private Stage stage = Stage.START;
    private long since = System.nanoTime();
    private @Nullable Digest image;

    InstantClock(BuildLog log) {
        this.log = log;
    }

    void begin(Stage next) {
        long now = System.nanoTime();
        millis.merge(stage, (now - since) / NANOS, Long::sum);
        since = now;
        stage = next;
        log.say(next == Stage.DONE ? "done" : "== " + next.word());
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

    BuildReport report(@Nullable BuildFailure failure) {
        return new BuildReport(stage, image, failure, warnings, files, millis);
    }
}
