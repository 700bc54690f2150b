package io.slipway.builds;

import io.slipway.core.digest.Digest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job tells at its end, and may tell on its way. No sensitive value is in it.
 *
 * @param stage the last stage that was begun
 * @param image the digest of the image's manifest, once it is in the registry
 * @param failure why the build failed, if it did
 * @param warnings what people should know, such as a sensitive value that was baked in with leave
 * @param files the files that the features changed, by path from the working folder
 * @param millis how long each stage took, in milliseconds
 */
public record BuildReport(
        Stage stage,
        @Nullable Digest image,
        @Nullable BuildFailure failure,
        List<String> warnings,
        List<ChangedFile> files,
        Map<Stage, Long> millis) {

    public BuildReport {
        warnings = List.copyOf(warnings);
        files = List.copyOf(files);
        EnumMap<Stage, Long> ordered = new EnumMap<>(Stage.class);
        ordered.putAll(millis);
        millis = Collections.unmodifiableMap(ordered);
    }

    /** What a job reports that has not done anything yet. */
    public static BuildReport begun() {
        return new BuildReport(Stage.START, null, null, List.of(), List.of(), Map.of());
    }
}
