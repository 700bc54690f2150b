package io.slipway.builds.report;

import io.slipway.core.digest.Digest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job's report at its end, or while it runs. It contains no sensitive value.
 *
 * @param stage the last stage that began
 * @param image the digest of the image's manifest, once it is in the registry
 * @param failure the reason, if the build failed
 * @param warnings warnings for users, such as an allowed sensitive value in the image
 * @param files the files that the features changed, by path from the working folder
 * @param millis the time of each stage, in milliseconds
 */
public record BuildReport(
        JobStage stage,
        @Nullable Digest image,
        @Nullable BuildFailure failure,
        List<String> warnings,
        List<ChangedFile> files,
        Map<JobStage, Long> millis) {

    public BuildReport {
        warnings = List.copyOf(warnings);
        files = List.copyOf(files);
        EnumMap<JobStage, Long> ordered = new EnumMap<>(JobStage.class);
        ordered.putAll(millis);
        millis = Collections.unmodifiableMap(ordered);
    }
}
