package io.slipway.builds.report;

import io.slipway.core.digest.Digest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tracks the stages of a build, for its report. */
public class StageClock {
    private static final long NANOS = 1_000_000;

    private final BuildLog log;
    private final Map<JobStage, Long> millis = new EnumMap<>(JobStage.class);
    private final List<String> warnings = new ArrayList<>();
    private List<ChangedFile> files = List.of();
    private JobStage stage = JobStage.START;
    private long since = System.nanoTime();
    private @Nullable Digest image;

    public StageClock(BuildLog log) {
        this.log = log;
    }

    /** Ends the current stage and begins the next. */
    public final void begin(JobStage next) {
        end();
        stage = next;
        begun();
    }

    /** Adds the time of the current stage up to now. */
    protected final void end() {
        long now = System.nanoTime();
        millis.merge(stage, (now - since) / NANOS, Long::sum);
        since = now;
        ended(millis.getOrDefault(stage, 0L));
    }

    /** Called when a stage begins. */
    protected void begun() {
        log.say(stage == JobStage.DONE ? "done" : "== " + stage.word());
    }

    /**
     * Called when a stage ends.
     *
     * @param took its duration in milliseconds
     */
    protected void ended(long took) {
        // The report contains its time.
    }

    /** Returns the total time of the stages that have ended, in milliseconds. */
    protected final long total() {
        return millis.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Adds a warning. */
    public final void warn(String warning) {
        warnings.add(warning);
        log.say("warning: " + warning);
    }

    /** Records the files that the features changed. */
    public final void changed(List<ChangedFile> changed) {
        files = List.copyOf(changed);
    }

    /** Records the pushed image. */
    public final void pushed(Digest digest) {
        image = digest;
    }

    /** Returns the current stage. */
    public final JobStage stage() {
        return stage;
    }

    /** Returns the report so far. */
    public final BuildReport report(@Nullable BuildFailure failure) {
        return new BuildReport(stage, image, failure, warnings, files, millis);
    }
}
